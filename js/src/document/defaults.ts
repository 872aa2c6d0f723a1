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
const shape21: Shape = {number:"integer",least:0,most:9007199254740991,default:0};
const shape22: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true,default:null};
const shape23: Shape = {number:"integer",least:0,most:9007199254740991,required:true};
const shape24: Shape = {number:"number",nullable:true,default:null};
const shape25: Shape = {number:"number",required:true};
const shape26: Shape = {one:["assumption","data","none","quote"],default:"assumption"};
const shape27: Shape = {part:"Clusters",nullable:true,default:null};
const shape28: Shape = {part:"Counts",nullable:true,default:null};
const shape29: Shape = {part:"Document",required:true};
const shape30: Shape = {part:"Image",nullable:true,default:null};
const shape31: Shape = {part:"Metric",nullable:true,default:null};
const shape32: Shape = {text:0,default:""};
const shape33: Shape = {text:0,nullable:true,default:null};
const shape34: Shape = {text:0,required:true};
const shape35: Shape = {text:200,least:1,nullable:true,default:null};
const shape36: Shape = {text:200,least:1,required:true};
const shape37: Shape = {text:20000,default:""};
const shape38: Shape = {text:20000,required:true};
const shape39: Shape = {text:500,least:1,required:true};

const OWN = {
  AddCard: {
    stage: shape36,
    lane: shape36,
    card: {part:"Card",required:true},
    before: shape35,
  },
  AddLane: {
    lane: {part:"Lane",required:true},
    again: shape3,
    before: shape35,
    cells: shape14,
  },
  AddLink: {
    link: {part:"Link",required:true},
    before: shape35,
  },
  AddPersona: {
    persona: {part:"Persona",required:true},
    before: shape35,
    emotion: shape17,
    future: shape15,
  },
  AddPhase: {
    phase: {part:"Phase",required:true},
    before: shape35,
  },
  AddSnapshot: {
    snapshot: {part:"MapSnapshot",required:true},
    before: shape35,
  },
  AddSource: {
    source: {part:"Source",required:true},
    before: shape35,
  },
  AddStage: {
    stage: {part:"Stage",required:true},
    before: shape35,
    cells: shape14,
    emotion: shape17,
    future: shape15,
  },
  Anchor: {
    card: shape35,
    extra: shape13,
    stage: shape35,
  },
  AnswerTally: {
    values: shape9,
    n: shape5,
    shares: {list:{list:{number:"number"}},required:true},
    clusters: shape27,
    extra: shape13,
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2},default:[]},
    products: shape6,
    questions: shape11,
    withheld: shape8,
  },
  Card: {
    id: shape36,
    channel: shape37,
    comments: shape10,
    confidence: {any:[{number:"number",least:0,most:100},{list:{number:"number",least:0,most:100},length:2}],nullable:true,default:null},
    due: {text:10,default:""},
    ease: shape2,
    effort: shape1,
    evidence: shape26,
    extra: shape13,
    hypothesis: {part:"Hypothesis",nullable:true,default:null},
    image: shape30,
    impact: shape2,
    kpi: shape37,
    links: shape12,
    n: shape22,
    ours: shape4,
    owned_by: {one:["customer","other","partner"],nullable:true,default:null},
    owner: shape37,
    reach: shape1,
    said_at: shape37,
    severity: {number:"integer",least:1,most:3,nullable:true,default:null},
    source: shape37,
    span: {number:"integer",least:1,most:1000,default:1},
    status: shape37,
    tags: shape12,
    text: shape37,
    verbatim: shape4,
    who: shape37,
  },
  Clusters: {
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2},required:true},
    products: shape9,
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3},required:true},
    extra: shape13,
  },
  Comment: {
    author: shape38,
    text: shape38,
    extra: shape13,
    replies: {list:{part:"Reply"},default:[]},
    resolved_by: shape37,
    time: shape37,
  },
  Counted: {
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}],required:true},
    boxes: shape15,
    extra: shape13,
    percent: shape33,
  },
  Counts: {
    by: shape11,
    coarser: {list:{part:"Counts"},default:[]},
    events: shape16,
    extra: shape13,
    gaps: shape28,
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
  Document: {
    id: shape36,
    cells: {map:{map:{list:{part:"Card"}}},default:{}},
    cjm: {text:0,default:"1.1"},
    comments: shape10,
    emotion: {map:{map:{part:"Score"}},default:{}},
    extra: shape13,
    future: {map:{map:{number:"number"}},default:{}},
    kind: {one:["current","future"],default:"current"},
    lanes: {list:{part:"Lane"},default:[]},
    links: {list:{part:"Link"},default:[]},
    metric: shape31,
    personas: {list:{part:"Persona"},default:[]},
    phases: {list:{part:"Phase"},default:[]},
    scale: {list:{number:"number"},length:2,default:[-2,2]},
    scenario: shape37,
    snapshots: {list:{part:"MapSnapshot"},default:[]},
    sources: {list:{part:"Source"},default:[]},
    stages: {list:{part:"Stage"},default:[]},
    title: shape37,
    tolerance: {number:"number",least:0,most:1,default:0.3},
  },
  Figure: {
    n: shape23,
    extra: shape13,
    high: shape24,
    low: shape24,
    method: shape32,
    value: shape24,
    why: {one:["","no number","no rows","not asked","not counted","withheld"],default:""},
  },
  Hypothesis: {
    baseline: shape24,
    change: shape37,
    extra: shape13,
    metric: shape31,
  },
  Image: {
    data: {text:700000,least:1,required:true},
    alt: shape37,
    extra: shape13,
  },
  Lane: {
    id: shape36,
    name: shape39,
    color: {number:"integer",least:1,most:5,nullable:true,default:null},
    comments: shape10,
    extra: shape13,
    hint: shape37,
    kind: {one:["cards","emotion","measure"],default:"cards"},
    layer: {one:["backstage","customer","frontstage","support"],default:"customer"},
    measures: shape12,
    role: {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"],default:"other"},
    source: shape35,
    target: shape24,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true,default:null},
    extra: shape13,
    measures: {list:{part:"MeasureInfo"},default:[]},
    respondents: shape22,
  },
  Link: {
    id: shape36,
    start: {part:"Anchor",required:true},
    end: {part:"Anchor",nullable:true,default:null},
    extra: shape13,
    kind: {one:["both","controlled","direct","open"],default:"direct"},
    label: shape37,
  },
  MapSnapshot: {
    id: shape36,
    name: shape39,
    map: shape29,
    by: shape37,
    extra: shape13,
    time: shape37,
  },
  Measure: {
    name: shape34,
    extra: shape13,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]},default:{}},
  },
  MeasureInfo: {
    name: shape34,
    label: shape38,
    unit: {one:["amount","minutes","nps","score","share"],required:true},
    low: shape25,
    high: shape25,
    level: shape25,
    extra: shape13,
    variant: shape37,
  },
  Metric: {
    name: shape39,
    extra: shape13,
    measure: shape32,
    source: shape35,
    stage: shape35,
    target: shape24,
  },
  Move: {
    what: {one:["lane","persona","stage"],required:true},
    id: shape36,
    before: shape35,
  },
  MoveCard: {
    stage: shape36,
    lane: shape36,
    card: shape36,
    to_stage: shape36,
    to_lane: shape36,
    before: shape35,
  },
  Panel: {
    by: shape11,
    extra: shape13,
    segments: shape7,
    stages: {map:{list:{part:"WavePair"}},default:{}},
  },
  Persona: {
    id: shape36,
    name: shape39,
    about: shape37,
    comments: shape10,
    extra: shape13,
    goals: shape12,
    needs: shape12,
    pains: shape12,
    photo: shape30,
    quote: shape37,
    segment: shape19,
  },
  Phase: {
    id: shape36,
    name: shape39,
    extra: shape13,
  },
  Remove: {
    what: {one:["lane","link","persona","phase","snapshot","source","stage"],required:true},
    id: shape36,
  },
  RemoveCard: {
    stage: shape36,
    lane: shape36,
    card: shape36,
    was: {part:"Card"},
  },
  Replace: {
    document: shape29,
  },
  Reply: {
    author: shape38,
    text: shape38,
    extra: shape13,
    time: shape37,
  },
  Restore: {
    snapshot: shape36,
  },
  Score: {
    value: shape25,
    evidence: shape26,
    extra: shape13,
    source: shape37,
  },
  SetCard: {
    stage: shape36,
    lane: shape36,
    card: shape36,
    changes: {part:"CardChanges",required:true},
    was: {part:"CardChanges"},
  },
  SetEmotion: {
    stage: shape36,
    persona: shape36,
    score: {part:"Score",nullable:true,default:null},
    was: {part:"Score",nullable:true},
  },
  SetFuture: {
    stage: shape36,
    persona: shape36,
    value: shape24,
    was: {number:"number",nullable:true},
  },
  SetLane: {
    lane: shape36,
    changes: {part:"LaneChanges",required:true},
    again: shape3,
    was: {part:"LaneChanges"},
  },
  SetLink: {
    link: shape36,
    changes: {part:"LinkChanges",required:true},
    was: {part:"LinkChanges"},
  },
  SetMap: {
    changes: {part:"MapChanges",required:true},
    was: {part:"MapChanges"},
  },
  SetPersona: {
    persona: shape36,
    changes: {part:"PersonaChanges",required:true},
    was: {part:"PersonaChanges"},
  },
  SetPhase: {
    phase: shape36,
    changes: {part:"PhaseChanges",required:true},
    was: {part:"PhaseChanges"},
  },
  SetSource: {
    source: shape36,
    changes: {part:"SourceChanges",required:true},
    was: {part:"SourceChanges"},
  },
  SetStage: {
    stage: shape36,
    changes: {part:"StageChanges",required:true},
    was: {part:"StageChanges"},
  },
  Source: {
    id: shape36,
    name: shape39,
    by: shape11,
    cluster: shape33,
    columns: shape20,
    counted: {part:"Counted",nullable:true,default:null},
    counts: shape28,
    crossings: {list:{list:{text:0}},default:[]},
    end: shape33,
    engine: shape32,
    every: {one:["day","month","quarter","week","year"],nullable:true,default:null},
    expected: shape19,
    extra: shape13,
    figures: {map:{map:{part:"Figure"}},default:{}},
    file: {part:"SourceFile",nullable:true,default:null},
    fingerprint: shape32,
    kind: {one:["amounts","counts","events","mentions","survey"],default:"survey"},
    labels: shape15,
    legend: {part:"Legend",nullable:true,default:null},
    match: {one:["exact","glob","ignore case","regex"],default:"exact"},
    measures: {list:{part:"Measure"},default:[]},
    min_n: {number:"integer",least:1,most:9007199254740991,default:10},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]},default:[]},
    note: shape37,
    off_map: shape21,
    order: shape33,
    per: {one:["answer","respondent"],default:"respondent"},
    query: shape37,
    read: shape32,
    repeats: {one:["each","visit"],default:"visit"},
    respondent: shape33,
    reverse: shape11,
    rows: shape21,
    scale: {list:{number:"number"},length:2,nullable:true,default:null},
    score: shape33,
    session: {number:"number",above:0,nullable:true,default:null},
    sheet: shape33,
    stage: shape33,
    stages: shape20,
    time: shape33,
    transitions: {list:{part:"Transition"},default:[]},
    until: shape37,
    wave: shape33,
    waves: shape11,
    weight: shape33,
    where: {map:{list:{text:0,nullable:true}},default:{}},
    width: shape21,
  },
  SourceFile: {
    path: shape38,
    size: shape23,
    modified: shape34,
    fingerprint: shape34,
    extra: shape13,
  },
  Stage: {
    id: shape36,
    name: shape39,
    action: shape37,
    comments: shape10,
    duration: {number:"number",least:0,nullable:true,default:null},
    extra: shape13,
    goal: shape37,
    links: shape12,
    moment_of_truth: shape3,
    notes: shape37,
    phase: shape35,
    timing: shape37,
  },
  TakeSnapshot: {
    id: shape36,
    name: shape39,
    by: shape37,
    time: shape37,
  },
  Tally: {
    values: shape9,
    n: shape5,
    answers: {part:"AnswerTally",nullable:true,default:null},
    clusters: shape27,
    extra: shape13,
    sums: {list:{list:{number:"number"},length:4},default:[]},
    weights: shape6,
    weights_squared: shape6,
    withheld: shape8,
  },
  Transition: {
    start: shape34,
    end: shape34,
    cases: shape22,
    extra: shape13,
    high: shape24,
    low: shape24,
    minutes: shape24,
    of: shape21,
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
  SourceChanges: changesOf(OWN.Source, ["id","by","cluster","columns","counted","crossings","end","engine","every","expected","extra","kind","labels","match","min_n","missing","order","per","query","repeats","respondent","reverse","score","session","sheet","stage","stages","time","until","wave","waves","weight","where"]),
  LinkChanges: changesOf(OWN.Link, ["id","extra"]),
  CardChanges: changesOf(OWN.Card, ["id","extra"]),
};
