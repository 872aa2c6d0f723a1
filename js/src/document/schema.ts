/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Down".
 */
export type Down =
  | Welcome
  | Applied
  | Rejected
  | Held
  | Clash
  | Lost
  | Measured
  | Selected
  | Relayed
  | HistoryList
  | TemplateList
  | Kept
  | StaticPicture
  | Chunk
  | Findings;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Operation".
 */
export type Operation =
  | SetMap
  | AddStage
  | SetStage
  | AddPhase
  | SetPhase
  | AddLane
  | SetLane
  | AddPersona
  | SetPersona
  | AddSource
  | SetSource
  | AddLink
  | SetLink
  | TakeSnapshot
  | AddSnapshot
  | Restore
  | Remove
  | Move
  | AddCard
  | SetCard
  | MoveCard
  | RemoveCard
  | SetEmotion
  | SetFuture
  | Replace;
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Up".
 */
export type Up = Hello | Edit | Filter | Select | ListHistory | ListTemplates | Draw | Fetch | Lint | Mend | Relay;

export interface Wire {
  AddCard?: AddCard;
  AddLane?: AddLane;
  AddLink?: AddLink;
  AddPersona?: AddPersona;
  AddPhase?: AddPhase;
  AddSnapshot?: AddSnapshot;
  AddSource?: AddSource;
  AddStage?: AddStage;
  Anchor?: Anchor;
  AnswerCheck?: AnswerCheck;
  AnswerTally?: AnswerTally;
  Applied?: Applied;
  Attempt?: Attempt;
  Card?: Card;
  CardChanges?: CardChanges;
  Choice?: Choice;
  Chunk?: Chunk;
  Clash?: Clash;
  Clusters?: Clusters;
  CodingAnswer?: CodingAnswer;
  CodingKey?: CodingKey;
  CodingResult?: CodingResult;
  CodingTask?: CodingTask;
  Coefficient?: Coefficient;
  Comment?: Comment;
  Counted?: Counted;
  Counts?: Counts;
  CurveAnswer?: CurveAnswer;
  CurveKey?: CurveKey;
  CurveResult?: CurveResult;
  CurveTask?: CurveTask;
  Decision?: Decision;
  Document?: Document;
  Down?: Down;
  Draw?: Draw;
  Edit?: Edit;
  ExerciseAsk?: ExerciseAsk;
  ExerciseItem?: ExerciseItem;
  ExerciseState?: ExerciseState;
  FaultAnswer?: FaultAnswer;
  FaultKey?: FaultKey;
  FaultPlace?: FaultPlace;
  FaultResult?: FaultResult;
  FaultTask?: FaultTask;
  Fetch?: Fetch;
  Figure?: Figure;
  Filter?: Filter;
  FindingSpot?: FindingSpot;
  Findings?: Findings;
  Held?: Held;
  Hello?: Hello;
  HistoryEntry?: HistoryEntry;
  HistoryList?: HistoryList;
  Hypothesis?: Hypothesis;
  Image?: Image;
  Interview?: Interview;
  ItemPoints?: ItemPoints;
  Kept?: Kept;
  KeyFile?: KeyFile;
  Lane?: Lane;
  LaneAnswer?: LaneAnswer;
  LaneCard?: LaneCard;
  LaneChanges?: LaneChanges;
  LaneKey?: LaneKey;
  LaneResult?: LaneResult;
  LaneTask?: LaneTask;
  Legend?: Legend;
  Link?: Link;
  LinkChanges?: LinkChanges;
  Lint?: Lint;
  ListHistory?: ListHistory;
  ListTemplates?: ListTemplates;
  Lost?: Lost;
  MapChanges?: MapChanges;
  MapSnapshot?: MapSnapshot;
  Measure?: Measure;
  MeasureInfo?: MeasureInfo;
  Measured?: Measured;
  Mend?: Mend;
  Metric?: Metric;
  Move?: Move;
  MoveCard?: MoveCard;
  Operation?: Operation;
  Option?: Option;
  OrderAnswer?: OrderAnswer;
  OrderKey?: OrderKey;
  OrderResult?: OrderResult;
  OrderTask?: OrderTask;
  Panel?: Panel;
  Persona?: Persona;
  PersonaChanges?: PersonaChanges;
  Phase?: Phase;
  PhaseChanges?: PhaseChanges;
  PlaceCard?: PlaceCard;
  PlaceRow?: PlaceRow;
  Point?: Point;
  Preregistration?: Preregistration;
  Reading?: Reading;
  Rejected?: Rejected;
  Relay?: Relay;
  Relayed?: Relayed;
  Remove?: Remove;
  RemoveCard?: RemoveCard;
  Replace?: Replace;
  Reply?: Reply;
  Restore?: Restore;
  RuleFindings?: RuleFindings;
  Score?: Score;
  Select?: Select;
  Selected?: Selected;
  SetCard?: SetCard;
  SetEmotion?: SetEmotion;
  SetFuture?: SetFuture;
  SetLane?: SetLane;
  SetLink?: SetLink;
  SetMap?: SetMap;
  SetPersona?: SetPersona;
  SetPhase?: SetPhase;
  SetSource?: SetSource;
  SetStage?: SetStage;
  Snapshot?: Snapshot;
  SortAnswer?: SortAnswer;
  SortKey?: SortKey;
  SortResult?: SortResult;
  SortTask?: SortTask;
  Source?: Source;
  SourceChanges?: SourceChanges;
  SourceFile?: SourceFile;
  SourceInfo?: SourceInfo;
  Stage?: Stage;
  StageChanges?: StageChanges;
  StageCheck?: StageCheck;
  StaticPicture?: StaticPicture;
  Steps?: Steps;
  TakeSnapshot?: TakeSnapshot;
  Tally?: Tally;
  TaskFile?: TaskFile;
  TemplateList?: TemplateList;
  Touch?: Touch;
  Transaction?: Transaction;
  Transition?: Transition;
  Up?: Up;
  Waiver?: Waiver;
  Walkthrough?: Walkthrough;
  WavePair?: WavePair;
  Welcome?: Welcome;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AddCard".
 */
export interface AddCard {
  before?: string | null;
  card: Card;
  /**
   * a slug made from the name, never changed
   */
  lane: string;
  op: "add_card";
  /**
   * a slug made from the name, never changed
   */
  stage: string;
}
/**
 * One thing a cell says. ``span`` counts the stages it covers, its own first.
 *
 * Of a quote ``who`` said it, ``said_at`` where, and ``verbatim`` is true word for word. Of a touchpoint
 * ``ours`` says whether it is one's own, ``owned_by`` whose it is otherwise. ``severity`` is a pain point's.
 * Of an opportunity ``impact`` and ``ease`` run from 1 to 10, ``confidence`` is in per cent, ``reach`` in
 * people and ``effort`` in weeks; each is a number or a range. ``preregistration`` is its hypothesis as it
 * was when it was frozen. ``links`` are web addresses, files of other maps, or ids of cards.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Card".
 */
export interface Card {
  channel?: string;
  comments?: Comment[];
  confidence?: number | [number, number] | null;
  /**
   * a day as YYYY-MM-DD, or nothing
   */
  due?: string;
  ease?: number | [number, number] | null;
  effort?: number | [number, number] | null;
  evidence?: "assumption" | "data" | "none" | "quote" | "walkthrough";
  extra?: {};
  hypothesis?: Hypothesis | null;
  /**
   * a slug made from the name, never changed
   */
  id: string;
  image?: Image | null;
  impact?: number | [number, number] | null;
  kpi?: string;
  links?: string[];
  n?: number | null;
  ours?: boolean | null;
  owned_by?: ("customer" | "other" | "partner") | null;
  owner?: string;
  preregistration?: Preregistration | null;
  reach?: number | [number, number] | null;
  said_at?: string;
  severity?: number | null;
  source?: string;
  /**
   * stages a card covers, its own first
   */
  span?: number;
  status?: string;
  tags?: string[];
  text?: string;
  verbatim?: boolean | null;
  who?: string;
}
/**
 * A remark about a thing; ``resolved_by`` says who closed it, and is empty while it is open.
 *
 * ``time`` and ``resolved_when`` are ISO 8601 times; a comment that an earlier version closed has no
 * ``resolved_when``.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Comment".
 */
export interface Comment {
  author: string;
  extra?: {};
  replies?: Reply[];
  resolved_by?: string;
  resolved_when?: string;
  text: string;
  time?: string;
}
/**
 * An answer to a comment; ``time`` is an ISO 8601 time.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Reply".
 */
export interface Reply {
  author: string;
  extra?: {};
  text: string;
  time?: string;
}
/**
 * What an opportunity bets on: if ``change``, then ``metric`` moves from ``baseline`` to its target.
 *
 * ``guardrails`` are metrics that must not get worse meanwhile.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Hypothesis".
 */
export interface Hypothesis {
  baseline?: number | null;
  change?: string;
  extra?: {};
  guardrails?: Metric[];
  metric?: Metric | null;
}
/**
 * What success is measured by: a measure of a source, optionally at one stage, and its target.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Metric".
 */
export interface Metric {
  extra?: {};
  measure?: string;
  name: string;
  source?: string | null;
  stage?: string | null;
  target?: number | null;
}
/**
 * A PNG, JPEG or WebP image as a data URL, and what it shows in words.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Image".
 */
export interface Image {
  alt?: string;
  data: string;
  extra?: {};
}
/**
 * A hypothesis as it was before anyone saw a result; ``time`` is an ISO 8601 time.
 *
 * ``hash`` is the SHA-256 of the hypothesis, the author and the time, in hexadecimal digits: whoever knows
 * it can see whether any of them was changed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Preregistration".
 */
export interface Preregistration {
  author: string;
  extra?: {};
  hash: string;
  hypothesis: Hypothesis;
  time: string;
}
/**
 * ``cells`` (by stage) come back with a lane that was removed.
 *
 * ``again`` says that the lane was there before, beside another of a kind that a map has only once.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AddLane".
 */
export interface AddLane {
  again?: boolean;
  before?: string | null;
  cells?: {
    [k: string]: Card[];
  };
  lane: Lane;
  op: "add_lane";
}
/**
 * A row. ``source``, ``measures`` and ``target`` are a measure lane's: what it shows, and the aim.
 *
 * ``guidance`` says by stage id what to ask or write there. It is shown in cells that are empty, and is no
 * content: it counts nowhere, and no export has it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Lane".
 */
export interface Lane {
  color?: number | null;
  comments?: Comment[];
  extra?: {};
  guidance?: {
    [k: string]: string;
  };
  hint?: string;
  /**
   * a slug made from the name, never changed
   */
  id: string;
  kind?: "cards" | "emotion" | "measure";
  layer?: "backstage" | "customer" | "frontstage" | "support";
  measures?: string[];
  name: string;
  role?:
    | "actions"
    | "channels"
    | "emotion"
    | "goals"
    | "measure"
    | "opportunities"
    | "other"
    | "pain_points"
    | "systems"
    | "thoughts"
    | "touchpoints";
  source?: string | null;
  target?: number | null;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AddLink".
 */
export interface AddLink {
  before?: string | null;
  link: Link;
  op: "add_link";
}
/**
 * A way from one thing to another; an open one may end nowhere.
 *
 * A link whose card or stage is gone is left as it is and shown nowhere, so that it is there again when they
 * are.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Link".
 */
export interface Link {
  end?: Anchor | null;
  extra?: {};
  /**
   * a slug made from the name, never changed
   */
  id: string;
  kind?: "both" | "controlled" | "direct" | "open";
  label?: string;
  start: Anchor;
}
/**
 * Where a link starts or ends: at a card or at a stage.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Anchor".
 */
export interface Anchor {
  card?: string | null;
  extra?: {};
  stage?: string | null;
}
/**
 * ``emotion`` and ``future`` (by stage) come back with a persona that was removed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AddPersona".
 */
export interface AddPersona {
  before?: string | null;
  emotion?: {
    [k: string]: Score;
  };
  future?: {
    [k: string]: number;
  };
  op: "add_persona";
  persona: Persona;
}
/**
 * An emotion at a stage, on the document's scale, and what backs it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Score".
 */
export interface Score {
  evidence?: "assumption" | "data" | "none" | "quote" | "walkthrough";
  extra?: {};
  source?: string;
  value: number;
}
/**
 * Whose journey. ``segment`` names the rows the persona stands for: column to value.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Persona".
 */
export interface Persona {
  about?: string;
  comments?: Comment[];
  extra?: {};
  goals?: string[];
  /**
   * a slug made from the name, never changed
   */
  id: string;
  name: string;
  needs?: string[];
  pains?: string[];
  photo?: Image | null;
  quote?: string;
  segment?: {
    [k: string]: string;
  };
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AddPhase".
 */
export interface AddPhase {
  before?: string | null;
  op: "add_phase";
  phase: Phase;
}
/**
 * What consecutive stages share.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Phase".
 */
export interface Phase {
  extra?: {};
  /**
   * a slug made from the name, never changed
   */
  id: string;
  name: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AddSnapshot".
 */
export interface AddSnapshot {
  before?: string | null;
  op: "add_snapshot";
  snapshot: MapSnapshot;
}
/**
 * The map as it was, by a name, with the counts of then; ``time`` is an ISO 8601 time.
 *
 * ``by`` is who took it. A snapshot holds no snapshots.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MapSnapshot".
 */
export interface MapSnapshot {
  by?: string;
  extra?: {};
  /**
   * a slug made from the name, never changed
   */
  id: string;
  map: Document;
  name: string;
  time?: string;
}
/**
 * A journey map: one set of personas in one scenario. ``scale`` bounds the emotions.
 *
 * ``origin`` is the practice that its stages and lanes come from, and who described it.
 *
 * ``tolerance`` is the part of the scale up to which a difference between a drawn and a measured emotion
 * does not matter. ``review`` is the day by which somebody looks at the whole map again.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Document".
 */
export interface Document {
  cells?: {
    [k: string]: {
      [k: string]: Card[];
    };
  };
  cjm?: string;
  comments?: Comment[];
  decisions?: Decision[];
  emotion?: {
    [k: string]: {
      [k: string]: Score;
    };
  };
  extra?: {};
  future?: {
    [k: string]: {
      [k: string]: number;
    };
  };
  /**
   * a slug made from the name, never changed
   */
  id: string;
  interviews?: Interview[];
  kind?: "current" | "future";
  lanes?: Lane[];
  links?: Link[];
  metric?: Metric | null;
  origin?: string;
  personas?: Persona[];
  phases?: Phase[];
  /**
   * a day as YYYY-MM-DD, or nothing
   */
  review?: string;
  /**
   * @minItems 2
   * @maxItems 2
   */
  scale?: [number, number];
  scenario?: string;
  snapshots?: MapSnapshot[];
  sources?: Source[];
  stages?: Stage[];
  title?: string;
  /**
   * a part of the scale of emotion
   */
  tolerance?: number;
  waivers?: Waiver[];
  walkthroughs?: Walkthrough[];
}
/**
 * What was decided, by whom, when and why; ``time`` is an ISO 8601 time.
 *
 * ``stage`` and ``opportunity`` (a card) are what it is about, ``metric`` says which number moved.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Decision".
 */
export interface Decision {
  author: string;
  extra?: {};
  metric?: string;
  opportunity?: string | null;
  stage?: string | null;
  text: string;
  time?: string;
  why?: string;
}
/**
 * What one interview confirms of the map, by stage id; ``name`` is the interview's, not a person's.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Interview".
 */
export interface Interview {
  author?: string;
  extra?: {};
  name: string;
  stages?: {
    [k: string]: StageCheck;
  };
  time?: string;
}
/**
 * Whether an interview confirms what the map says of a stage; None where it did not come up.
 *
 * ``sequence``: the stage comes where it is drawn. ``emotion``: it feels as drawn. ``blocker``: what stands
 * in the way there.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StageCheck".
 */
export interface StageCheck {
  blocker?: boolean | null;
  emotion?: boolean | null;
  extra?: {};
  sequence?: boolean | null;
}
/**
 * Rows joined to the map: how they are read, where they came from, and their counts; never the rows.
 *
 * ``kind`` says what they hold: scores of a survey, counts made by others, amounts, mentions of several
 * options, or events. ``columns`` maps a
 * column to the id of its stage (wide rows); ``stage`` and ``score`` name the two columns of long rows,
 * ``stages`` which texts mean which stage, as ``match`` reads them (none: the names of the stages),
 * ``counted`` what else a table of counts needs. ``where`` says which rows count: column to values,
 * ``labels`` which score an answer in words is, ``reverse`` which columns have 1 as their best score, and
 * ``sheet`` which sheet of a workbook was read. ``crossings`` are those of the ``by`` columns that were
 * asked for. ``per``
 * says whose mean a stage with several questions holds, ``wave`` which of the ``by`` columns is time,
 * ``waves`` their order where it was stated, ``every`` how long a wave is where dates were put together.
 * ``expected`` is the column of expected scores of each stage, ``cluster`` who answered together.
 * Of events ``respondent`` is the case, ``stage`` the activity, ``time`` and ``end`` when it began and was
 * over, ``order`` what comes first of the same time, ``session`` after how many minutes without an event a
 * case is another one, ``until`` when watching ended, ``windows`` within how many minutes chains of stages
 * are counted, ``outcome`` and ``value`` the columns of what cases came to.
 * ``off_map`` is how many of the ``rows`` are at no stage of the map. Numbers of fewer than ``min_n``
 * respondents are withheld. ``query`` is where the rows came from and ``file`` which file that was,
 * ``width`` how many columns they have, ``read`` the ISO 8601 time of reading, ``fingerprint`` identifies
 * the content. ``note`` is what every method should say besides. ``figures`` are every measure and the mean
 * at every stage, for all respondents, ``transitions`` where cases went, and ``legend`` is how to read them:
 * what a reader without a kernel can show. ``scale`` is the range of the amounts where the source holds
 * amounts.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Source".
 */
export interface Source {
  by?: string[];
  cluster?: string | null;
  columns?: {
    /**
     * a slug made from the name, never changed
     */
    [k: string]: string;
  };
  counted?: Counted | null;
  counts?: Counts | null;
  crossings?: string[][];
  end?: string | null;
  engine?: string;
  every?: ("day" | "month" | "quarter" | "week" | "year") | null;
  expected?: {
    [k: string]: string;
  };
  extra?: {};
  figures?: {
    [k: string]: {
      [k: string]: Figure;
    };
  };
  file?: SourceFile | null;
  fingerprint?: string;
  /**
   * a slug made from the name, never changed
   */
  id: string;
  kind?: "amounts" | "counts" | "events" | "mentions" | "survey";
  labels?: {
    [k: string]: number;
  };
  legend?: Legend | null;
  match?: "exact" | "glob" | "ignore case" | "regex";
  measures?: Measure[];
  min_n?: number;
  missing?: (number | string)[];
  name: string;
  note?: string;
  off_map?: number;
  order?: string | null;
  outcome?: string | null;
  per?: "answer" | "respondent";
  query?: string;
  read?: string;
  repeats?: "each" | "visit";
  respondent?: string | null;
  reverse?: string[];
  rows?: number;
  scale?: [number, number] | null;
  score?: string | null;
  session?: number | null;
  sheet?: string | null;
  stage?: string | null;
  stages?: {
    /**
     * a slug made from the name, never changed
     */
    [k: string]: string;
  };
  time?: string | null;
  transitions?: Transition[];
  until?: string;
  value?: string | null;
  wave?: string | null;
  waves?: string[];
  weight?: string | null;
  where?: {
    [k: string]: (string | null)[];
  };
  width?: number;
  windows?: number[];
}
/**
 * What ``join_counts`` needs besides. ``n`` is the column of respondents, or their number.
 *
 * ``boxes`` says which score a percentage is of: by its column, or with ``percent``, the column that holds
 * them all, by the answer beside it. Beside a column of counts it is the score of an answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Counted".
 */
export interface Counted {
  boxes?: {
    [k: string]: number;
  };
  extra?: {};
  n: string | number;
  percent?: string | null;
}
/**
 * All that measures need of the rows; ``segments`` lists the combinations of values in ``by``.
 *
 * ``withheld`` lists the segments whose number of respondents is not told. Where anything is withheld,
 * ``coarser`` holds the same rows by fewer of the columns: what can no longer be had by adding up. Of more
 * than two columns there are no ``segments``: ``coarser`` holds everyone, each column, and the crossings
 * that are counted; one that is withheld as a whole has no segments either. ``waves`` lists the waves in
 * time order. ``panel`` is there where respondents answered in several waves, ``gaps`` where they said what
 * they expected: how many had each difference of expected less received. ``mentions`` is there where they
 * could choose several options: for each stage counts whose stages are its options, each with the one value
 * 1 of those who mention it. ``events`` is there where respondents are cases of a log of events: counts of
 * what they did, by the names that `counts.events` gives them; ``order`` has the stages as they stood when
 * steps from one to the next were counted, ``drawn`` the links between stages as they were then.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Counts".
 */
export interface Counts {
  by?: string[];
  coarser?: Counts[];
  drawn?: [string, string | ""][];
  events?: {
    [k: string]: Counts;
  };
  extra?: {};
  gaps?: Counts | null;
  mentions?: {
    [k: string]: Counts;
  };
  order?: string[];
  panel?: Panel | null;
  questions?: {
    [k: string]: Tally;
  };
  respondents?: number[];
  segments?: (string | null)[][];
  stages?: {
    [k: string]: Tally;
  };
  waves?: string[];
  withheld?: number[];
}
/**
 * Pairs of waves by stage; ``segments`` lists the combinations of values in ``by``, as in `Counts`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Panel".
 */
export interface Panel {
  by?: string[];
  extra?: {};
  segments?: (string | null)[][];
  stages?: {
    [k: string]: WavePair[];
  };
}
/**
 * Respondents who answered about a stage in two waves: ``n[segment][place]`` gave the scores there.
 *
 * ``waves`` are the earlier and the later one, ``scores`` lists the pairs of scores in them; for weighted
 * rows the sums of w and w², where w² is the product of a respondent's two weights.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WavePair".
 */
export interface WavePair {
  extra?: {};
  n: number[][];
  scores: [number, number][];
  /**
   * @minItems 2
   * @maxItems 2
   */
  waves: [string, string];
  weights?: number[][];
  weights_squared?: number[][];
}
/**
 * Counts of one stage or question: ``n[segment][value]``; for weighted rows also the sums of w and w².
 *
 * ``withheld`` lists the segments whose respondents here are too few to be told, by their positions.
 * ``sums`` is there where the values are the middles of bins: for each segment the exact sums of wx, wx²,
 * w²x and w²x². ``clusters`` is there where respondents answered in clusters, ``answers`` where they gave
 * several answers, of which the values here are the means.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Tally".
 */
export interface Tally {
  answers?: AnswerTally | null;
  clusters?: Clusters | null;
  extra?: {};
  n: number[][];
  sums?: [number, number, number, number][];
  values: number[];
  weights?: number[][];
  weights_squared?: number[][];
  withheld?: number[];
}
/**
 * The answers of a stage where respondents gave several: ``n[segment][value]`` counts answers.
 *
 * ``shares`` adds up respondents' shares: of a respondent of weight w who gave a value k times in m answers,
 * w k / m. ``products[segment]`` adds up, for each of ``pairs`` of places of values, the first no greater
 * than the second, the products of two shares of a respondent times w²; where few gave some score, products
 * that give means the same error. It is empty where pairs would be too many. ``questions`` names those that
 * wide rows ask at the stage; there are none in long rows. ``withheld`` and ``clusters`` are as of a
 * `Tally`; the clusters have no ``common``, which their tally has.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AnswerTally".
 */
export interface AnswerTally {
  clusters?: Clusters | null;
  extra?: {};
  n: number[][];
  pairs?: [number, number][];
  products?: number[][];
  questions?: string[];
  shares: number[][];
  values: number[];
  withheld?: number[];
}
/**
 * Who answered together, as pairs of cells; a cell is numbered ``segment * len(values) + value``.
 *
 * ``products`` holds for each pair of cells, the first number no greater than the second, the sum over
 * clusters of the product of their respondents, or of their weights; where few gave some value, products
 * that give means the same error. ``common`` holds two segments and the number of clusters with respondents
 * in both.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Clusters".
 */
export interface Clusters {
  common: [number, number, number][];
  extra?: {};
  pairs: [number, number][];
  products: number[];
}
/**
 * One measure at one stage. No value: ``why`` says which of the kinds of nothing it is.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Figure".
 */
export interface Figure {
  extra?: {};
  high?: number | null;
  low?: number | null;
  method?: string;
  n: number;
  value?: number | null;
  why?: "" | "end" | "no number" | "no rows" | "not asked" | "not counted" | "withheld";
}
/**
 * The file that rows were read from, as it was then; ``modified`` is an ISO 8601 time.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SourceFile".
 */
export interface SourceFile {
  extra?: {};
  fingerprint: string;
  modified: string;
  path: string;
  size: number;
}
/**
 * How to read the figures of a source: its measures, and the mean that its curve runs through.
 *
 * ``curve`` is None where there is no curve, ``respondents`` where their number is withheld.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Legend".
 */
export interface Legend {
  curve?: MeasureInfo | null;
  extra?: {};
  measures?: MeasureInfo[];
  respondents?: number | null;
}
/**
 * How to show a measure of a source. ``name`` is the one its figures have.
 *
 * ``low`` and ``high`` are the least and the greatest value there can be, ``level`` is the confidence of the
 * intervals, between 0 and 1, and ``variant`` names what was computed, e.g. ``top-2 box, Wilson 95 %``.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MeasureInfo".
 */
export interface MeasureInfo {
  extra?: {};
  high: number;
  label: string;
  level: number;
  low: number;
  name: string;
  unit: "amount" | "minutes" | "nps" | "score" | "share";
  variant?: string;
}
/**
 * Which number to estimate, by the name and options of its maker, e.g. ``top_box`` and ``boxes``.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Measure".
 */
export interface Measure {
  extra?: {};
  name: string;
  options?: {
    [k: string]: boolean | number | string;
  };
}
/**
 * How many cases went from one stage directly to another at least once.
 *
 * Nothing stands for where cases come from, and for where they end. ``cases`` is None where it is withheld;
 * ``of`` is how many were at the first stage, and ``low`` and ``high`` are the ends of the interval of their
 * quotient. ``minutes`` is the median from the beginning of the one stage to that of the other.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Transition".
 */
export interface Transition {
  cases?: number | null;
  end: string;
  extra?: {};
  high?: number | null;
  low?: number | null;
  minutes?: number | null;
  of?: number;
  start: string;
}
/**
 * A step of the journey. ``duration`` is in minutes; ``timing`` is said where no number fits.
 *
 * ``action`` is what should have been done at its end, ``notes`` are for who presents the map.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Stage".
 */
export interface Stage {
  action?: string;
  comments?: Comment[];
  duration?: number | null;
  extra?: {};
  goal?: string;
  /**
   * a slug made from the name, never changed
   */
  id: string;
  links?: string[];
  moment_of_truth?: boolean;
  name: string;
  notes?: string;
  phase?: string | null;
  timing?: string;
}
/**
 * What ``lint`` leaves out: a rule by its code at one thing, or everywhere; ``why`` is the reason.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Waiver".
 */
export interface Waiver {
  card?: string | null;
  code: string;
  extra?: {};
  lane?: string | null;
  persona?: string | null;
  stage?: string | null;
  why?: string;
}
/**
 * A walk through the journey in a persona's place: minutes and notes by stage id.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Walkthrough".
 */
export interface Walkthrough {
  author: string;
  extra?: {};
  minutes?: {
    [k: string]: number;
  };
  notes?: {
    [k: string]: string;
  };
  persona?: string | null;
  time?: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AddSource".
 */
export interface AddSource {
  before?: string | null;
  op: "add_source";
  source: Source;
}
/**
 * ``cells`` (by lane), ``emotion`` and ``future`` (by persona) come back with a removed stage.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AddStage".
 */
export interface AddStage {
  before?: string | null;
  cells?: {
    [k: string]: Card[];
  };
  emotion?: {
    [k: string]: Score;
  };
  future?: {
    [k: string]: number;
  };
  op: "add_stage";
  stage: Stage;
}
/**
 * The digest of the right answer, and what it was made with.
 *
 * ``groups`` are how many cards each stage has, in their order, where the cards of a stage may stand either
 * way; empty for other kinds.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AnswerCheck".
 */
export interface AnswerCheck {
  digest: string;
  groups?: number[];
  rounds: number;
  salt: string;
}
/**
 * A transaction, to every view; ``client`` and ``seq`` say whose edit it answers.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Applied".
 */
export interface Applied {
  client?: string;
  epoch: string;
  seq?: number;
  steps: Steps;
  transaction: Transaction;
  type: "applied";
}
/**
 * The labels of what undo and redo would do next; None when there is nothing.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Steps".
 */
export interface Steps {
  redo?: string | null;
  undo?: string | null;
}
/**
 * The operations of one gesture; applying them makes ``revision``.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Transaction".
 */
export interface Transaction {
  label?: string;
  operations: (
    | SetMap
    | AddStage
    | SetStage
    | AddPhase
    | SetPhase
    | AddLane
    | SetLane
    | AddPersona
    | SetPersona
    | AddSource
    | SetSource
    | AddLink
    | SetLink
    | TakeSnapshot
    | AddSnapshot
    | Restore
    | Remove
    | Move
    | AddCard
    | SetCard
    | MoveCard
    | RemoveCard
    | SetEmotion
    | SetFuture
    | Replace
  )[];
  revision: number;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetMap".
 */
export interface SetMap {
  changes: MapChanges;
  op: "set_map";
  was?: MapChanges;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MapChanges".
 */
export interface MapChanges {
  comments?: Comment[];
  decisions?: Decision[];
  interviews?: Interview[];
  kind?: "current" | "future";
  metric?: Metric | null;
  origin?: string;
  /**
   * a day as YYYY-MM-DD, or nothing
   */
  review?: string;
  /**
   * @minItems 2
   * @maxItems 2
   */
  scale?: [number, number];
  scenario?: string;
  title?: string;
  /**
   * a part of the scale of emotion
   */
  tolerance?: number;
  waivers?: Waiver[];
  walkthroughs?: Walkthrough[];
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetStage".
 */
export interface SetStage {
  changes: StageChanges;
  op: "set_stage";
  /**
   * a slug made from the name, never changed
   */
  stage: string;
  was?: StageChanges;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StageChanges".
 */
export interface StageChanges {
  action?: string;
  comments?: Comment[];
  duration?: number | null;
  goal?: string;
  links?: string[];
  moment_of_truth?: boolean;
  name?: string;
  notes?: string;
  phase?: string | null;
  timing?: string;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetPhase".
 */
export interface SetPhase {
  changes: PhaseChanges;
  op: "set_phase";
  /**
   * a slug made from the name, never changed
   */
  phase: string;
  was?: PhaseChanges;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PhaseChanges".
 */
export interface PhaseChanges {
  name?: string;
}
/**
 * ``again`` as in ``AddLane``.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetLane".
 */
export interface SetLane {
  again?: boolean;
  changes: LaneChanges;
  /**
   * a slug made from the name, never changed
   */
  lane: string;
  op: "set_lane";
  was?: LaneChanges;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LaneChanges".
 */
export interface LaneChanges {
  color?: number | null;
  comments?: Comment[];
  guidance?: {
    [k: string]: string;
  };
  hint?: string;
  kind?: "cards" | "emotion" | "measure";
  layer?: "backstage" | "customer" | "frontstage" | "support";
  measures?: string[];
  name?: string;
  role?:
    | "actions"
    | "channels"
    | "emotion"
    | "goals"
    | "measure"
    | "opportunities"
    | "other"
    | "pain_points"
    | "systems"
    | "thoughts"
    | "touchpoints";
  source?: string | null;
  target?: number | null;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetPersona".
 */
export interface SetPersona {
  changes: PersonaChanges;
  op: "set_persona";
  /**
   * a slug made from the name, never changed
   */
  persona: string;
  was?: PersonaChanges;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PersonaChanges".
 */
export interface PersonaChanges {
  about?: string;
  comments?: Comment[];
  goals?: string[];
  name?: string;
  needs?: string[];
  pains?: string[];
  photo?: Image | null;
  quote?: string;
  segment?: {
    [k: string]: string;
  };
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetSource".
 */
export interface SetSource {
  changes: SourceChanges;
  op: "set_source";
  /**
   * a slug made from the name, never changed
   */
  source: string;
  was?: SourceChanges;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SourceChanges".
 */
export interface SourceChanges {
  counts?: Counts | null;
  figures?: {
    [k: string]: {
      [k: string]: Figure;
    };
  };
  file?: SourceFile | null;
  fingerprint?: string;
  legend?: Legend | null;
  measures?: Measure[];
  name?: string;
  note?: string;
  off_map?: number;
  read?: string;
  rows?: number;
  scale?: [number, number] | null;
  transitions?: Transition[];
  width?: number;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetLink".
 */
export interface SetLink {
  changes: LinkChanges;
  /**
   * a slug made from the name, never changed
   */
  link: string;
  op: "set_link";
  was?: LinkChanges;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LinkChanges".
 */
export interface LinkChanges {
  end?: Anchor | null;
  kind?: "both" | "controlled" | "direct" | "open";
  label?: string;
  start?: Anchor;
}
/**
 * Keep the map as it is now under a name; an `AddSnapshot` brings one back that was removed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TakeSnapshot".
 */
export interface TakeSnapshot {
  by?: string;
  /**
   * a slug made from the name, never changed
   */
  id: string;
  name: string;
  op: "take_snapshot";
  time?: string;
}
/**
 * Make the map what it was in a snapshot; its snapshots stay.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Restore".
 */
export interface Restore {
  op: "restore";
  /**
   * a slug made from the name, never changed
   */
  snapshot: string;
}
/**
 * Remove a stage, lane or persona with all it holds, an empty phase, a source, a link, a snapshot.
 *
 * Links to what is removed stay; see `Link`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Remove".
 */
export interface Remove {
  /**
   * a slug made from the name, never changed
   */
  id: string;
  op: "remove";
  what: "lane" | "link" | "persona" | "phase" | "snapshot" | "source" | "stage";
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Move".
 */
export interface Move {
  before?: string | null;
  /**
   * a slug made from the name, never changed
   */
  id: string;
  op: "move";
  what: "lane" | "persona" | "stage";
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetCard".
 */
export interface SetCard {
  /**
   * a slug made from the name, never changed
   */
  card: string;
  changes: CardChanges;
  /**
   * a slug made from the name, never changed
   */
  lane: string;
  op: "set_card";
  /**
   * a slug made from the name, never changed
   */
  stage: string;
  was?: CardChanges;
}
/**
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CardChanges".
 */
export interface CardChanges {
  channel?: string;
  comments?: Comment[];
  confidence?: number | [number, number] | null;
  /**
   * a day as YYYY-MM-DD, or nothing
   */
  due?: string;
  ease?: number | [number, number] | null;
  effort?: number | [number, number] | null;
  evidence?: "assumption" | "data" | "none" | "quote" | "walkthrough";
  hypothesis?: Hypothesis | null;
  image?: Image | null;
  impact?: number | [number, number] | null;
  kpi?: string;
  links?: string[];
  n?: number | null;
  ours?: boolean | null;
  owned_by?: ("customer" | "other" | "partner") | null;
  owner?: string;
  preregistration?: Preregistration | null;
  reach?: number | [number, number] | null;
  said_at?: string;
  severity?: number | null;
  source?: string;
  /**
   * stages a card covers, its own first
   */
  span?: number;
  status?: string;
  tags?: string[];
  text?: string;
  verbatim?: boolean | null;
  who?: string;
}
/**
 * Move a card to another cell, or within its own.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MoveCard".
 */
export interface MoveCard {
  before?: string | null;
  /**
   * a slug made from the name, never changed
   */
  card: string;
  /**
   * a slug made from the name, never changed
   */
  lane: string;
  op: "move_card";
  /**
   * a slug made from the name, never changed
   */
  stage: string;
  /**
   * a slug made from the name, never changed
   */
  to_lane: string;
  /**
   * a slug made from the name, never changed
   */
  to_stage: string;
}
/**
 * ``was`` is the whole card as the author saw it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RemoveCard".
 */
export interface RemoveCard {
  /**
   * a slug made from the name, never changed
   */
  card: string;
  /**
   * a slug made from the name, never changed
   */
  lane: string;
  op: "remove_card";
  /**
   * a slug made from the name, never changed
   */
  stage: string;
  was?: Card;
}
/**
 * A score of None is a gap.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetEmotion".
 */
export interface SetEmotion {
  op: "set_emotion";
  /**
   * a slug made from the name, never changed
   */
  persona: string;
  score?: Score | null;
  /**
   * a slug made from the name, never changed
   */
  stage: string;
  was?: Score | null;
}
/**
 * What a persona shall feel at a stage in the future state; None is a gap.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SetFuture".
 */
export interface SetFuture {
  op: "set_future";
  /**
   * a slug made from the name, never changed
   */
  persona: string;
  /**
   * a slug made from the name, never changed
   */
  stage: string;
  value?: number | null;
  was?: number | null;
}
/**
 * Replace the whole map, for example by what its file holds after someone else wrote it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Replace".
 */
export interface Replace {
  document: Document;
  op: "replace";
}
/**
 * An answer that was scored, or checked. ``seen`` counts how often the key had been shown before.
 *
 * ``correct`` says whether all of it is right, where only that was asked.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Attempt".
 */
export interface Attempt {
  answer: CurveAnswer | OrderAnswer | SortAnswer | FaultAnswer | LaneAnswer | CodingAnswer;
  correct?: boolean | null;
  exercise: string;
  handed_in?: boolean;
  of: number;
  points: number;
  seal: string;
  seen?: number;
  time: string;
  title: string;
}
/**
 * A score for each stage, None where none is drawn, and of which segment.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CurveAnswer".
 */
export interface CurveAnswer {
  kind: "guess-the-curve";
  scores: (number | null)[];
  segment?: string;
}
/**
 * The ids of all cards, the first first; ``touched`` once somebody has moved one or left them so.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OrderAnswer".
 */
export interface OrderAnswer {
  kind: "order-the-touchpoints";
  order: string[];
  touched?: boolean;
}
/**
 * The name of the stage that each card was put into, by the card's id.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SortAnswer".
 */
export interface SortAnswer {
  kind: "sort-cards";
  stages: {
    [k: string]: string;
  };
}
/**
 * The ids of the places that were marked.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FaultAnswer".
 */
export interface FaultAnswer {
  kind: "find-the-faults";
  marks: string[];
}
/**
 * The card of each excerpt, by the excerpt's id.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LaneAnswer".
 */
export interface LaneAnswer {
  cards: {
    [k: string]: LaneCard;
  };
  kind: "fill-a-lane";
}
/**
 * A card as a student writes it from an excerpt; nothing is filled in at first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LaneCard".
 */
export interface LaneCard {
  evidence?: ("assumption" | "data" | "none" | "quote" | "walkthrough") | null;
  stage?: string;
  text?: string;
  who?: string;
}
/**
 * The stage that each coder put each quote into, by the quote's id.
 *
 * The second begins when the first is done, and does not see what the first did.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodingAnswer".
 */
export interface CodingAnswer {
  first: {
    [k: string]: string;
  };
  kind: "two-coders";
  second: {
    [k: string]: string;
  };
}
/**
 * A column to filter by.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Choice".
 */
export interface Choice {
  column: string;
  options: Option[];
}
/**
 * A value to filter by, and how many respondents have it; None where they are too few to be told.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Option".
 */
export interface Option {
  n?: number | null;
  value: string;
}
/**
 * A chunk of the interface: a module and its stylesheet; or, as a sentence, ``why`` there is none.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Chunk".
 */
export interface Chunk {
  chunk: string;
  epoch: string;
  script?: string;
  style?: string;
  type: "chunk";
  why?: string;
}
/**
 * Python wrote this cell while a browser edit of the same cell arrived; the map kept the browser's.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Clash".
 */
export interface Clash {
  epoch: string;
  lane: string;
  now?: string;
  stage: string;
  theirs: string;
  type: "clash";
  where?: string;
}
/**
 * There is none: nothing is right or wrong.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodingKey".
 */
export interface CodingKey {
  kind: "two-coders";
}
/**
 * How many quotes both put into one stage, of how many, and how far that is beyond chance.
 *
 * ``apart`` has the ids of those they put into different ones, ``coefficients`` are those of `COEFFICIENTS`
 * as `cjm_widgets.agreement` has them, all stages of the journey being categories.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodingResult".
 */
export interface CodingResult {
  apart: string[];
  coefficients: Coefficient[];
  kind: "two-coders";
  of: number;
  points: number;
}
/**
 * A coefficient of agreement with its 95 % interval; None where the codes give none.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Coefficient".
 */
export interface Coefficient {
  high?: number | null;
  low?: number | null;
  measure: "cohen_kappa" | "gwet_ac1" | "krippendorff_alpha" | "per_cent";
  value?: number | null;
}
/**
 * The stages, and the quotes to put into them, in the order of the alphabet.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodingTask".
 */
export interface CodingTask {
  items: ExerciseItem[];
  kind: "two-coders";
  stages: string[];
  title?: string;
  words?: string;
}
/**
 * A card, a quote or an excerpt of a task; its id is its number in the order of the alphabet.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ExerciseItem".
 */
export interface ExerciseItem {
  id: string;
  text: string;
  who?: string;
}
/**
 * The mean of each stage by segment, on the scale of emotion, with its interval and n.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CurveKey".
 */
export interface CurveKey {
  curves: {
    [k: string]: Point[];
  };
  kind: "guess-the-curve";
}
/**
 * The measured mean on the document's emotion scale.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Point".
 */
export interface Point {
  high?: number | null;
  low?: number | null;
  n: number;
  value: number;
}
/**
 * The survey, and what the guess got.
 *
 * ``apart`` is how far each guess lies from its interval, ``off`` the mean of them; ``flat_off`` and
 * ``flat_points`` are those of a flat line at the neutral point. ``turns`` counts changes between
 * neighbours that the survey tells apart, ``right_turns`` those whose direction the guess has.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CurveResult".
 */
export interface CurveResult {
  apart: number[];
  flat_off: number;
  flat_points: number;
  kind: "guess-the-curve";
  measured: Point[];
  of: number;
  off: number;
  points: number;
  right_turns: number;
  stage_points: number[];
  turns: number;
}
/**
 * The stages to guess on a scale of emotion.
 *
 * ``respondents`` has how many rated them by segment, None where that is withheld; ``rated`` is the scale of
 * the survey.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CurveTask".
 */
export interface CurveTask {
  kind: "guess-the-curve";
  /**
   * @minItems 2
   * @maxItems 2
   */
  rated?: [number, number];
  respondents: {
    [k: string]: number | null;
  };
  /**
   * @minItems 2
   * @maxItems 2
   */
  scale?: [number, number];
  stages: string[];
  title?: string;
  words?: string;
}
/**
 * The answer to ``Hello``: the missed transactions, or the whole document.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Welcome".
 */
export interface Welcome {
  client: string;
  document?: Document | null;
  epoch: string;
  last: number;
  measured: Measured;
  relayed?: {
    [k: string]: string;
  };
  revision: number;
  steps: Steps;
  transactions?: Transaction[];
  type: "welcome";
}
/**
 * Every number the map shows, for the filters in force.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Measured".
 */
export interface Measured {
  choices?: Choice[];
  epoch?: string;
  filters?: {
    [k: string]: string[];
  };
  sources?: SourceInfo[];
  type: "measured";
}
/**
 * A joined source as the map shows it. ``read`` is an ISO 8601 time; ``live`` while its rows are held.
 *
 * ``marks`` has, for each stage where segments differ even after all tests of the map were adjusted, a
 * sentence for each two that do; to be shown as a mark beside the stage's number. ``inside`` says for each
 * persona and stage with a drawn emotion whether it lies inside the measured interval, or outside by a
 * difference that matters; to be shown on the drawn curve. In between, nothing is said. It is told with
 * the numbers: an emotion drawn since is to be held against ``curve`` by the view itself.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SourceInfo".
 */
export interface SourceInfo {
  curve?: MeasureInfo | null;
  everyone?: number | null;
  id: string;
  inside?: {
    [k: string]: {
      [k: string]: boolean;
    };
  };
  live: boolean;
  marks?: {
    [k: string]: string[];
  };
  measures: MeasureInfo[];
  name: string;
  note?: string;
  off_map?: number;
  personas?: {
    [k: string]: Reading;
  };
  pooled?: boolean;
  read: string;
  reading: Reading;
  rows: number;
  /**
   * @minItems 2
   * @maxItems 2
   */
  scale: [number, number];
  tests?: string;
  who?: "answers" | "cases" | "respondents";
}
/**
 * A source's numbers for the rows chosen: ``figures[stage][measure]``, and the curve by stage.
 *
 * ``respondents`` is None where they are too few to be told. ``transitions`` are those of events, of which
 * ``conformance`` is the share of cases that follow the drawn journey.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Reading".
 */
export interface Reading {
  conformance?: Figure | null;
  curve?: {
    [k: string]: Point;
  };
  figures?: {
    [k: string]: {
      [k: string]: Figure;
    };
  };
  respondents?: number | null;
  transitions?: Transition[];
}
/**
 * An edit that was refused, to its author. ``now`` is what the field holds, where that is the reason.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Rejected".
 */
export interface Rejected {
  client: string;
  conflict?: boolean;
  epoch: string;
  now?: string | number | null;
  seq: number;
  type: "rejected";
  why: string;
}
/**
 * An edit that arrived before its predecessors and waits for them.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Held".
 */
export interface Held {
  client: string;
  epoch: string;
  seq: number;
  type: "held";
}
/**
 * An edit that was applied, and undone again since another came first where the file is shared.
 *
 * Its author decides. ``number`` counts up: one that is sent again is no news.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Lost".
 */
export interface Lost {
  client: string;
  epoch: string;
  label?: string;
  number: number;
  operations: (
    | SetMap
    | AddStage
    | SetStage
    | AddPhase
    | SetPhase
    | AddLane
    | SetLane
    | AddPersona
    | SetPersona
    | AddSource
    | SetSource
    | AddLink
    | SetLink
    | TakeSnapshot
    | AddSnapshot
    | Restore
    | Remove
    | Move
    | AddCard
    | SetCard
    | MoveCard
    | RemoveCard
    | SetEmotion
    | SetFuture
    | Replace
  )[];
  type: "lost";
}
/**
 * The selection, by ids, as another view or Python made it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Selected".
 */
export interface Selected {
  epoch: string;
  lanes?: string[];
  stages?: string[];
  type: "selected";
}
/**
 * What has changed of what pages tell each other beside the map, to every view.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Relayed".
 */
export interface Relayed {
  epoch: string;
  texts?: {
    [k: string]: string | null;
  };
  type: "relayed";
}
/**
 * What was done, the newest first, to whom asked. ``more`` says that there is more before these.
 *
 * ``start`` says that the first of all is among them, so that the map as it was opened can be gone back to.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HistoryList".
 */
export interface HistoryList {
  client: string;
  entries?: HistoryEntry[];
  epoch: string;
  more?: boolean;
  start?: boolean;
  type: "history_list";
}
/**
 * A thing that was done. ``client`` is the browser that did it on screen, ``cell`` the notebook's cell.
 *
 * ``time`` is an ISO 8601 time, ``changes`` counts the operations, ``touches`` are the first things they
 * touched; ``undone`` says that it is not in the map now.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HistoryEntry".
 */
export interface HistoryEntry {
  cell?: number | null;
  changes?: number;
  client?: string;
  label: string;
  revision: number;
  time: string;
  touches?: Touch[];
  undone?: boolean;
  who: "data" | "python" | "screen";
}
/**
 * A thing by its ids: a stage, lane or persona, a card in its cell, a persona's emotion at a stage.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Touch".
 */
export interface Touch {
  card?: string | null;
  lane?: string | null;
  persona?: string | null;
  stage?: string | null;
}
/**
 * One's own templates by name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TemplateList".
 */
export interface TemplateList {
  client: string;
  epoch: string;
  templates?: {
    [k: string]: Document;
  };
  type: "template_list";
}
/**
 * The journey's file holds the map; or, as a sentence, ``why`` it does not. ``note`` is said once.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Kept".
 */
export interface Kept {
  epoch: string;
  note?: string;
  type: "kept";
  why?: string;
}
/**
 * The map as readers without a kernel see it: by MIME type, what an output of this view holds of it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StaticPicture".
 */
export interface StaticPicture {
  data?: {
    [k: string]: string;
  };
  epoch: string;
  type: "picture";
}
/**
 * What the rules find in the map of a revision, errors first, to whom asked.
 *
 * The rules in ``same`` find what they found at the revision ``since``, and are not told again. ``waived``
 * has what waivers of the map leave out; ``why`` says why nothing was looked at.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Findings".
 */
export interface Findings {
  client: string;
  epoch: string;
  revision?: number;
  rules?: RuleFindings[];
  same?: string[];
  since?: number;
  type: "findings";
  waived?: RuleFindings[];
  why?: string;
}
/**
 * What one rule found: ``count`` places, of which ``spots`` are the first.
 *
 * ``fix`` says what mending does, and is empty where only a person can; ``advice`` says what to do.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RuleFindings".
 */
export interface RuleFindings {
  advice: string;
  code: string;
  count: number;
  fix?: string;
  severity: "error" | "hint" | "warning";
  source: string;
  spots: FindingSpot[];
  title: string;
  why: string;
}
/**
 * A place that a rule found, and what is the matter there; ``mends`` says that an edit can mend it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FindingSpot".
 */
export interface FindingSpot {
  at: Touch;
  mends?: boolean;
  message: string;
}
/**
 * Asks for the map as readers without a kernel see it, to be kept beside the view in an output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Draw".
 */
export interface Draw {
  client: string;
  type: "draw";
}
/**
 * One gesture. ``seq`` counts 1, 2, 3 ... for this client; ``base`` is the revision it saw.
 *
 * ``floor`` is the highest seq whose answer arrived, so that older answers may be forgotten.
 * With ``history`` the operations are empty and the kernel undoes or redoes; with ``to`` it undoes, in one
 * step, all that was done after that revision.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Edit".
 */
export interface Edit {
  base: number;
  client: string;
  epoch: string;
  floor?: number;
  history?: ("redo" | "undo") | null;
  label?: string;
  operations?: (
    | SetMap
    | AddStage
    | SetStage
    | AddPhase
    | SetPhase
    | AddLane
    | SetLane
    | AddPersona
    | SetPersona
    | AddSource
    | SetSource
    | AddLink
    | SetLink
    | TakeSnapshot
    | AddSnapshot
    | Restore
    | Remove
    | Move
    | AddCard
    | SetCard
    | MoveCard
    | RemoveCard
    | SetEmotion
    | SetFuture
    | Replace
  )[];
  seq: number;
  to?: number | null;
  type: "edit";
}
/**
 * What a screen asks for, with the answer as it has it. ``seq`` counts the messages of this client.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ExerciseAsk".
 */
export interface ExerciseAsk {
  answer?: (CurveAnswer | OrderAnswer | SortAnswer | FaultAnswer | LaneAnswer | CodingAnswer) | null;
  ask: "answer" | "check" | "hand_in" | "hide" | "reveal" | "state";
  client: string;
  seq: number;
  type: "exercise_ask";
}
/**
 * All that a screen shows. ``client`` and ``seq`` name the last message that changed the answer.
 *
 * ``locked`` says that the key is with the teacher, ``checks`` that a whole answer can be checked all the
 * same, and ``correct`` what came of that; ``note`` says what went wrong with what was asked,
 * ``log`` the file of the attempts.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ExerciseState".
 */
export interface ExerciseState {
  answer: CurveAnswer | OrderAnswer | SortAnswer | FaultAnswer | LaneAnswer | CodingAnswer;
  checks?: boolean;
  client?: string;
  correct?: boolean | null;
  handed_in?: boolean;
  left?: number;
  locked?: boolean;
  log?: string;
  note?: string;
  result?: (CurveResult | OrderResult | SortResult | FaultResult | LaneResult | CodingResult) | null;
  seq?: number;
  task: CurveTask | OrderTask | SortTask | FaultTask | LaneTask | CodingTask;
  type: "exercise_state";
}
/**
 * The pairs in the right order, of all whose order the journey decides, and of each card its own pairs.
 *
 * ``right`` has the cards in the order of the journey.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OrderResult".
 */
export interface OrderResult {
  items: ItemPoints[];
  kind: "order-the-touchpoints";
  of: number;
  points: number;
  right: string[];
}
/**
 * What a part of an answer got: ``points`` of ``of``, and what is right there, as a text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ItemPoints".
 */
export interface ItemPoints {
  id: string;
  of: number;
  points: number;
  right?: string;
}
/**
 * Points, of each card and together, and ``exact``, how many are in their stage.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SortResult".
 */
export interface SortResult {
  exact: number;
  items: ItemPoints[];
  kind: "sort-cards";
  of: number;
  points: number;
}
/**
 * ``hits`` were marked and have a fault, ``alarms`` were and have none; ``faults`` are all there are.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FaultResult".
 */
export interface FaultResult {
  alarms: string[];
  faults: {
    [k: string]: string[];
  };
  hits: string[];
  kind: "find-the-faults";
  of: number;
  points: number;
}
/**
 * Points of each excerpt and together.
 *
 * ``rules`` says of each whether its card has a text, the evidence quote, who said it, and the stage.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LaneResult".
 */
export interface LaneResult {
  items: ItemPoints[];
  kind: "fill-a-lane";
  of: number;
  points: number;
  rules: {
    /**
     * @minItems 4
     * @maxItems 4
     */
    [k: string]: [boolean, boolean, boolean, boolean];
  };
}
/**
 * The cards to order, in the order of the alphabet.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OrderTask".
 */
export interface OrderTask {
  items: ExerciseItem[];
  kind: "order-the-touchpoints";
  title?: string;
  words?: string;
}
/**
 * The stages, and the cards to sort into them, in the order of the alphabet.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SortTask".
 */
export interface SortTask {
  items: ExerciseItem[];
  kind: "sort-cards";
  stages: string[];
  title?: string;
  words?: string;
}
/**
 * The map as a table: itself, its stages, its lanes. ``faults`` is how many places have one.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FaultTask".
 */
export interface FaultTask {
  faults: number;
  kind: "find-the-faults";
  rows: PlaceRow[];
  stages: FaultPlace[];
  title?: string;
  whole: FaultPlace;
  words?: string;
}
/**
 * A lane of the map, and its cells.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlaceRow".
 */
export interface PlaceRow {
  cells: FaultPlace[];
  head: FaultPlace;
}
/**
 * A place of the map that may be marked: what it is called, and what stands there.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FaultPlace".
 */
export interface FaultPlace {
  cards?: PlaceCard[];
  id: string;
  name: string;
  texts?: string[];
}
/**
 * A card that stands at a place, or a persona's score there: what it says, and what backs it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlaceCard".
 */
export interface PlaceCard {
  about?: string;
  evidence?: "assumption" | "data" | "none" | "quote" | "walkthrough";
  n?: number | null;
  score?: number | null;
  text: string;
}
/**
 * The stages, the lane to fill, and the excerpts in the order of the alphabet.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LaneTask".
 */
export interface LaneTask {
  items: ExerciseItem[];
  kind: "fill-a-lane";
  lane: string;
  stages: string[];
  title?: string;
  words?: string;
}
/**
 * What the rules find, sentences by the id of the place.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FaultKey".
 */
export interface FaultKey {
  faults: {
    [k: string]: string[];
  };
  kind: "find-the-faults";
}
/**
 * Asks for a chunk of the interface, which the view started without.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Fetch".
 */
export interface Fetch {
  chunk: string;
  client: string;
  type: "fetch";
}
/**
 * Show only rows with one of these values in these columns; empty shows all.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Filter".
 */
export interface Filter {
  choice?: {
    [k: string]: string[];
  };
  client: string;
  type: "filter";
}
/**
 * Opening, reconnecting, or asking for what is missing after ``revision`` of ``epoch``.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Hello".
 */
export interface Hello {
  client: string;
  epoch?: string;
  revision?: number;
  type: "hello";
}
/**
 * What the teacher keeps. ``salt`` is random.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "KeyFile".
 */
export interface KeyFile {
  cjm_exercise: number;
  key: CurveKey | OrderKey | SortKey | FaultKey | LaneKey | CodingKey;
  salt: string;
}
/**
 * The place of the stage of each card by its id, from 0, and the names of the stages.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OrderKey".
 */
export interface OrderKey {
  kind: "order-the-touchpoints";
  places: {
    [k: string]: number;
  };
  stages: string[];
}
/**
 * The place of the stage of each card by its id, from 0.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SortKey".
 */
export interface SortKey {
  kind: "sort-cards";
  places: {
    [k: string]: number;
  };
}
/**
 * The stages that each excerpt is about, by its id.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LaneKey".
 */
export interface LaneKey {
  kind: "fill-a-lane";
  stages: {
    [k: string]: string[];
  };
}
/**
 * Asks what the rules find in the map now; ``since`` is the revision whose findings the asker has.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Lint".
 */
export interface Lint {
  client: string;
  since?: number;
  type: "lint";
}
/**
 * Asks for the last ``most`` things that were done.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ListHistory".
 */
export interface ListHistory {
  client: string;
  most?: number;
  type: "list_history";
}
/**
 * Asks for the templates that are not the package's, which views have already.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ListTemplates".
 */
export interface ListTemplates {
  client: string;
  type: "list_templates";
}
/**
 * Mend what a rule found, at one place or, without ``at``, wherever an edit can; one step of undo.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Mend".
 */
export interface Mend {
  at?: Touch | null;
  client: string;
  code: string;
  type: "mend";
}
/**
 * What a page tells the others that show the map, beside it, as texts by names; None takes one away.
 *
 * ``seq`` counts those of this client. None of it is in the document, or in a file.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Relay".
 */
export interface Relay {
  client: string;
  seq: number;
  texts?: {
    [k: string]: string | null;
  };
  type: "relay";
}
/**
 * The block of cells the reader has selected, by ids.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Select".
 */
export interface Select {
  client: string;
  lanes?: string[];
  stages?: string[];
  type: "select";
}
/**
 * All a view needs to draw at once: the value of the ``_snapshot`` trait.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Snapshot".
 */
export interface Snapshot {
  document: Document;
  epoch: string;
  measured: Measured;
  revision: number;
  steps: Steps;
}
/**
 * What students are given. ``seal`` is the digest of the key, ``check`` that of the right answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TaskFile".
 */
export interface TaskFile {
  check?: AnswerCheck | null;
  cjm_exercise: number;
  seal: string;
  task: CurveTask | OrderTask | SortTask | FaultTask | LaneTask | CodingTask;
}
