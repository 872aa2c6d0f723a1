/** Made by js/defaults.mjs from wire.schema.json; do not edit. */
/** What a value may be, in the few words a map needs. */
export interface Shape {
  nullable?: true;
  /** The most characters, 0 for no limit. */
  text?: number;
  number?: "number" | "integer";
  /** Less than any value. */
  above?: number;
  least?: number;
  most?: number;
  flag?: true;
  one?: readonly unknown[];
  list?: Shape;
  length?: number;
  map?: Shape;
  part?: string;
  any?: readonly Shape[];
  /** Whatever JSON can say. */
  free?: true;
  /** Of a field: what it means where it is missing; neither the wire nor a file says what is as usual. */
  default?: unknown;
  /** Of a field: whether it may not be missing. */
  required?: true;
}

type Shapes = Record<string, Shape>;

/** Of the file format. */
export const VERSION = "1.1";

/** The parts that are operations. */
export const OPERATIONS: readonly string[] = ["SetMap","AddStage","SetStage","AddPhase","SetPhase","AddLane","SetLane","AddPersona","SetPersona","AddSource","SetSource","AddLink","SetLink","TakeSnapshot","AddSnapshot","Restore","Remove","Move","AddCard","SetCard","MoveCard","RemoveCard","SetEmotion","SetFuture","Replace"];

const shape1: Shape = {any:[{number:"number",least:0},{list:{number:"number",least:0},length:2}],nullable:true,default:null};
const shape2: Shape = {any:[{number:"number",least:1,most:10},{list:{number:"number",least:1,most:10},length:2}],nullable:true,default:null};
const shape3: Shape = {flag:true,default:false};
const shape4: Shape = {flag:true,nullable:true,default:null};
const shape5: Shape = {list:{list:{number:"integer",least:0,most:9007199254740991}},required:true};
const shape6: Shape = {list:{list:{number:"number"}},default:[]};
const shape7: Shape = {list:{list:{text:0,nullable:true}},default:[[]]};
const shape8: Shape = {list:{number:"integer",least:0,most:9007199254740991},default:[]};
const shape9: Shape = {list:{number:"number"},required:true};
const shape10: Shape = {list:{part:"Comment"},default:[]};
const shape11: Shape = {list:{text:0},default:[]};
const shape12: Shape = {list:{text:20000},default:[]};
const shape13: Shape = {map:{free:true},default:{}};
const shape14: Shape = {map:{list:{part:"Card"}},default:{}};
const shape15: Shape = {map:{number:"number"},default:{}};
const shape16: Shape = {map:{part:"Counts"},default:{}};
const shape17: Shape = {map:{part:"Score"},default:{}};
const shape18: Shape = {map:{part:"Tally"},default:{}};
const shape19: Shape = {map:{text:0},default:{}};
const shape20: Shape = {map:{text:200,least:1},default:{}};
const shape21: Shape = {map:{text:20000},default:{}};
const shape22: Shape = {number:"integer",least:0,most:9007199254740991,default:0};
const shape23: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true,default:null};
const shape24: Shape = {number:"integer",least:0,most:9007199254740991,required:true};
const shape25: Shape = {number:"number",nullable:true,default:null};
const shape26: Shape = {number:"number",required:true};
const shape27: Shape = {one:["assumption","data","none","quote","walkthrough"],default:"assumption"};
const shape28: Shape = {part:"Clusters",nullable:true,default:null};
const shape29: Shape = {part:"Counts",nullable:true,default:null};
const shape30: Shape = {part:"Document",required:true};
const shape31: Shape = {part:"Image",nullable:true,default:null};
const shape32: Shape = {part:"Metric",nullable:true,default:null};
const shape33: Shape = {text:0,default:""};
const shape34: Shape = {text:0,nullable:true,default:null};
const shape35: Shape = {text:0,required:true};
const shape36: Shape = {text:10,default:""};
const shape37: Shape = {text:200,least:1,nullable:true,default:null};
const shape38: Shape = {text:200,least:1,required:true};
const shape39: Shape = {text:20000,default:""};
const shape40: Shape = {text:20000,required:true};
const shape41: Shape = {text:500,least:1,required:true};

const OWN = {
  AddCard: {
    stage: shape38,
    lane: shape38,
    card: {part:"Card",required:true},
    before: shape37,
  },
  AddLane: {
    lane: {part:"Lane",required:true},
    again: shape3,
    before: shape37,
    cells: shape14,
  },
  AddLink: {
    link: {part:"Link",required:true},
    before: shape37,
  },
  AddPersona: {
    persona: {part:"Persona",required:true},
    before: shape37,
    emotion: shape17,
    future: shape15,
  },
  AddPhase: {
    phase: {part:"Phase",required:true},
    before: shape37,
  },
  AddSnapshot: {
    snapshot: {part:"MapSnapshot",required:true},
    before: shape37,
  },
  AddSource: {
    source: {part:"Source",required:true},
    before: shape37,
  },
  AddStage: {
    stage: {part:"Stage",required:true},
    before: shape37,
    cells: shape14,
    emotion: shape17,
    future: shape15,
  },
  Anchor: {
    card: shape37,
    extra: shape13,
    stage: shape37,
  },
  AnswerTally: {
    values: shape9,
    n: shape5,
    shares: {list:{list:{number:"number"}},required:true},
    clusters: shape28,
    extra: shape13,
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2},default:[]},
    products: shape6,
    questions: shape11,
    withheld: shape8,
  },
  Card: {
    id: shape38,
    channel: shape39,
    comments: shape10,
    confidence: {any:[{number:"number",least:0,most:100},{list:{number:"number",least:0,most:100},length:2}],nullable:true,default:null},
    due: shape36,
    ease: shape2,
    effort: shape1,
    evidence: shape27,
    extra: shape13,
    hypothesis: {part:"Hypothesis",nullable:true,default:null},
    image: shape31,
    impact: shape2,
    kpi: shape39,
    links: shape12,
    n: shape23,
    ours: shape4,
    owned_by: {one:["customer","other","partner"],nullable:true,default:null},
    owner: shape39,
    preregistration: {part:"Preregistration",nullable:true,default:null},
    reach: shape1,
    said_at: shape39,
    severity: {number:"integer",least:1,most:3,nullable:true,default:null},
    source: shape39,
    span: {number:"integer",least:1,most:1000,default:1},
    status: shape39,
    tags: shape12,
    text: shape39,
    verbatim: shape4,
    who: shape39,
  },
  Clusters: {
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2},required:true},
    products: shape9,
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3},required:true},
    extra: shape13,
  },
  Comment: {
    author: shape40,
    text: shape40,
    extra: shape13,
    replies: {list:{part:"Reply"},default:[]},
    resolved_by: shape39,
    resolved_when: shape39,
    time: shape39,
  },
  Counted: {
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}],required:true},
    boxes: shape15,
    extra: shape13,
    percent: shape34,
  },
  Counts: {
    by: shape11,
    coarser: {list:{part:"Counts"},default:[]},
    drawn: {list:{list:{text:200,least:1},length:2},default:[]},
    events: shape16,
    extra: shape13,
    gaps: shape29,
    mentions: shape16,
    order: {list:{text:200,least:1},default:[]},
    panel: {part:"Panel",nullable:true,default:null},
    questions: shape18,
    respondents: shape8,
    segments: shape7,
    stages: shape18,
    waves: shape11,
    withheld: shape8,
  },
  Decision: {
    author: shape40,
    text: shape40,
    extra: shape13,
    metric: shape39,
    opportunity: shape37,
    stage: shape37,
    time: shape39,
    why: shape39,
  },
  Document: {
    id: shape38,
    cells: {map:{map:{list:{part:"Card"}}},default:{}},
    cjm: {text:0,default:"1.1"},
    comments: shape10,
    decisions: {list:{part:"Decision"},default:[]},
    emotion: {map:{map:{part:"Score"}},default:{}},
    extra: shape13,
    future: {map:{map:{number:"number"}},default:{}},
    interviews: {list:{part:"Interview"},default:[]},
    kind: {one:["current","future"],default:"current"},
    lanes: {list:{part:"Lane"},default:[]},
    links: {list:{part:"Link"},default:[]},
    metric: shape32,
    origin: shape39,
    personas: {list:{part:"Persona"},default:[]},
    phases: {list:{part:"Phase"},default:[]},
    review: shape36,
    scale: {list:{number:"number"},length:2,default:[-2,2]},
    scenario: shape39,
    snapshots: {list:{part:"MapSnapshot"},default:[]},
    sources: {list:{part:"Source"},default:[]},
    stages: {list:{part:"Stage"},default:[]},
    title: shape39,
    tolerance: {number:"number",least:0,most:1,default:0.3},
    waivers: {list:{part:"Waiver"},default:[]},
    walkthroughs: {list:{part:"Walkthrough"},default:[]},
  },
  Figure: {
    n: shape24,
    extra: shape13,
    high: shape25,
    low: shape25,
    method: shape33,
    value: shape25,
    why: {one:["","end","no number","no rows","not asked","not counted","withheld"],default:""},
  },
  Hypothesis: {
    baseline: shape25,
    change: shape39,
    extra: shape13,
    guardrails: {list:{part:"Metric"},default:[]},
    metric: shape32,
  },
  Image: {
    data: {text:700000,least:1,required:true},
    alt: shape39,
    extra: shape13,
  },
  Interview: {
    name: shape41,
    author: shape39,
    extra: shape13,
    stages: {map:{part:"StageCheck"},default:{}},
    time: shape39,
  },
  Lane: {
    id: shape38,
    name: shape41,
    color: {number:"integer",least:1,most:5,nullable:true,default:null},
    comments: shape10,
    extra: shape13,
    guidance: shape21,
    hint: shape39,
    kind: {one:["cards","emotion","measure"],default:"cards"},
    layer: {one:["backstage","customer","frontstage","support"],default:"customer"},
    measures: shape12,
    role: {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"],default:"other"},
    source: shape37,
    target: shape25,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true,default:null},
    extra: shape13,
    measures: {list:{part:"MeasureInfo"},default:[]},
    respondents: shape23,
  },
  Link: {
    id: shape38,
    start: {part:"Anchor",required:true},
    end: {part:"Anchor",nullable:true,default:null},
    extra: shape13,
    kind: {one:["both","controlled","direct","open"],default:"direct"},
    label: shape39,
  },
  MapSnapshot: {
    id: shape38,
    name: shape41,
    map: shape30,
    by: shape39,
    extra: shape13,
    time: shape39,
  },
  Measure: {
    name: shape35,
    extra: shape13,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]},default:{}},
  },
  MeasureInfo: {
    name: shape35,
    label: shape40,
    unit: {one:["amount","minutes","nps","score","share"],required:true},
    low: shape26,
    high: shape26,
    level: shape26,
    extra: shape13,
    variant: shape39,
  },
  Metric: {
    name: shape41,
    extra: shape13,
    measure: shape33,
    source: shape37,
    stage: shape37,
    target: shape25,
  },
  Move: {
    what: {one:["lane","persona","stage"],required:true},
    id: shape38,
    before: shape37,
  },
  MoveCard: {
    stage: shape38,
    lane: shape38,
    card: shape38,
    to_stage: shape38,
    to_lane: shape38,
    before: shape37,
  },
  Panel: {
    by: shape11,
    extra: shape13,
    segments: shape7,
    stages: {map:{list:{part:"WavePair"}},default:{}},
  },
  Persona: {
    id: shape38,
    name: shape41,
    about: shape39,
    comments: shape10,
    extra: shape13,
    goals: shape12,
    needs: shape12,
    pains: shape12,
    photo: shape31,
    quote: shape39,
    segment: shape19,
  },
  Phase: {
    id: shape38,
    name: shape41,
    extra: shape13,
  },
  Preregistration: {
    hypothesis: {part:"Hypothesis",required:true},
    author: shape40,
    time: shape40,
    hash: {text:64,least:1,required:true},
    extra: shape13,
  },
  Remove: {
    what: {one:["lane","link","persona","phase","snapshot","source","stage"],required:true},
    id: shape38,
  },
  RemoveCard: {
    stage: shape38,
    lane: shape38,
    card: shape38,
    was: {part:"Card"},
  },
  Replace: {
    document: shape30,
  },
  Reply: {
    author: shape40,
    text: shape40,
    extra: shape13,
    time: shape39,
  },
  Restore: {
    snapshot: shape38,
  },
  Score: {
    value: shape26,
    evidence: shape27,
    extra: shape13,
    source: shape39,
  },
  SetCard: {
    stage: shape38,
    lane: shape38,
    card: shape38,
    changes: {part:"CardChanges",required:true},
    was: {part:"CardChanges"},
  },
  SetEmotion: {
    stage: shape38,
    persona: shape38,
    score: {part:"Score",nullable:true,default:null},
    was: {part:"Score",nullable:true},
  },
  SetFuture: {
    stage: shape38,
    persona: shape38,
    value: shape25,
    was: {number:"number",nullable:true},
  },
  SetLane: {
    lane: shape38,
    changes: {part:"LaneChanges",required:true},
    again: shape3,
    was: {part:"LaneChanges"},
  },
  SetLink: {
    link: shape38,
    changes: {part:"LinkChanges",required:true},
    was: {part:"LinkChanges"},
  },
  SetMap: {
    changes: {part:"MapChanges",required:true},
    was: {part:"MapChanges"},
  },
  SetPersona: {
    persona: shape38,
    changes: {part:"PersonaChanges",required:true},
    was: {part:"PersonaChanges"},
  },
  SetPhase: {
    phase: shape38,
    changes: {part:"PhaseChanges",required:true},
    was: {part:"PhaseChanges"},
  },
  SetSource: {
    source: shape38,
    changes: {part:"SourceChanges",required:true},
    was: {part:"SourceChanges"},
  },
  SetStage: {
    stage: shape38,
    changes: {part:"StageChanges",required:true},
    was: {part:"StageChanges"},
  },
  Source: {
    id: shape38,
    name: shape41,
    by: shape11,
    cluster: shape34,
    columns: shape20,
    counted: {part:"Counted",nullable:true,default:null},
    counts: shape29,
    crossings: {list:{list:{text:0}},default:[]},
    end: shape34,
    engine: shape33,
    every: {one:["day","month","quarter","week","year"],nullable:true,default:null},
    expected: shape19,
    extra: shape13,
    figures: {map:{map:{part:"Figure"}},default:{}},
    file: {part:"SourceFile",nullable:true,default:null},
    fingerprint: shape33,
    kind: {one:["amounts","counts","events","mentions","survey"],default:"survey"},
    labels: shape15,
    legend: {part:"Legend",nullable:true,default:null},
    match: {one:["exact","glob","ignore case","regex"],default:"exact"},
    measures: {list:{part:"Measure"},default:[]},
    min_n: {number:"integer",least:1,most:9007199254740991,default:10},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]},default:[]},
    note: shape39,
    off_map: shape22,
    order: shape34,
    outcome: shape34,
    per: {one:["answer","respondent"],default:"respondent"},
    query: shape39,
    read: shape33,
    repeats: {one:["each","visit"],default:"visit"},
    respondent: shape34,
    reverse: shape11,
    rows: shape22,
    scale: {list:{number:"number"},length:2,nullable:true,default:null},
    score: shape34,
    session: {number:"number",above:0,nullable:true,default:null},
    sheet: shape34,
    stage: shape34,
    stages: shape20,
    time: shape34,
    transitions: {list:{part:"Transition"},default:[]},
    until: shape39,
    value: shape34,
    wave: shape34,
    waves: shape11,
    weight: shape34,
    where: {map:{list:{text:0,nullable:true}},default:{}},
    width: shape22,
    windows: {list:{number:"number",above:0},default:[]},
  },
  SourceFile: {
    path: shape40,
    size: shape24,
    modified: shape35,
    fingerprint: shape35,
    extra: shape13,
  },
  Stage: {
    id: shape38,
    name: shape41,
    action: shape39,
    comments: shape10,
    duration: {number:"number",least:0,nullable:true,default:null},
    extra: shape13,
    goal: shape39,
    links: shape12,
    moment_of_truth: shape3,
    notes: shape39,
    phase: shape37,
    timing: shape39,
  },
  StageCheck: {
    blocker: shape4,
    emotion: shape4,
    extra: shape13,
    sequence: shape4,
  },
  TakeSnapshot: {
    id: shape38,
    name: shape41,
    by: shape39,
    time: shape39,
  },
  Tally: {
    values: shape9,
    n: shape5,
    answers: {part:"AnswerTally",nullable:true,default:null},
    clusters: shape28,
    extra: shape13,
    sums: {list:{list:{number:"number"},length:4},default:[]},
    weights: shape6,
    weights_squared: shape6,
    withheld: shape8,
  },
  Transition: {
    start: shape35,
    end: shape35,
    cases: shape23,
    extra: shape13,
    high: shape25,
    low: shape25,
    minutes: shape25,
    of: shape22,
  },
  Waiver: {
    code: {text:20,least:1,required:true},
    card: shape37,
    extra: shape13,
    lane: shape37,
    persona: shape37,
    stage: shape37,
    why: shape39,
  },
  Walkthrough: {
    author: shape40,
    extra: shape13,
    minutes: {map:{number:"number",least:0},default:{}},
    notes: shape21,
    persona: shape37,
    time: shape39,
  },
  WavePair: {
    waves: {list:{text:0},length:2,required:true},
    scores: {list:{list:{number:"number"},length:2},required:true},
    n: shape5,
    extra: shape13,
    weights: shape6,
    weights_squared: shape6,
  },
} satisfies Record<string, Shapes>;

/** The fields of a part that an edit may change: none of them has a default, or need be there. */
const changesOf = (shapes: Shapes, others: readonly string[]): Shapes =>
  Object.fromEntries(
    Object.entries(shapes)
      .filter(([field]) => !others.includes(field))
      .map(([field, { default: _, required: __, ...shape }]) => [field, shape]),
  );

/** What each field of a part may hold. */
export const SHAPES: Record<string, Shapes> = {
  ...OWN,
  MapChanges: changesOf(OWN.Document, ["id","cells","cjm","emotion","extra","future","lanes","links","personas","phases","snapshots","sources","stages"]),
  StageChanges: changesOf(OWN.Stage, ["id","extra"]),
  PhaseChanges: changesOf(OWN.Phase, ["id","extra"]),
  LaneChanges: changesOf(OWN.Lane, ["id","extra"]),
  PersonaChanges: changesOf(OWN.Persona, ["id","extra"]),
  SourceChanges: changesOf(OWN.Source, ["id","by","cluster","columns","counted","crossings","end","engine","every","expected","extra","kind","labels","match","min_n","missing","order","outcome","per","query","repeats","respondent","reverse","score","session","sheet","stage","stages","time","until","value","wave","waves","weight","where","windows"]),
  LinkChanges: changesOf(OWN.Link, ["id","extra"]),
  CardChanges: changesOf(OWN.Card, ["id","extra"]),
};
