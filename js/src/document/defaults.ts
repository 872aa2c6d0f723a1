/** Made by js/defaults.mjs from wire.schema.json; do not edit. */
/** What a value may be, in the few words a map needs. */
export interface Shape {
  nullable?: true;
  /** The most characters, 0 for no limit. */
  text?: number;
  number?: "number" | "integer";
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
export const OPERATIONS: readonly string[] = ["SetMap","AddStage","SetStage","AddPhase","SetPhase","AddLane","SetLane","AddPersona","SetPersona","AddSource","SetSource","AddLink","SetLink","Remove","Move","AddCard","SetCard","MoveCard","RemoveCard","SetEmotion","Replace"];

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
const shape16: Shape = {map:{part:"Score"},default:{}};
const shape17: Shape = {map:{part:"Tally"},default:{}};
const shape18: Shape = {map:{text:0},default:{}};
const shape19: Shape = {map:{text:200,least:1},default:{}};
const shape20: Shape = {number:"integer",least:0,most:9007199254740991,default:0};
const shape21: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true,default:null};
const shape22: Shape = {number:"integer",least:0,most:9007199254740991,required:true};
const shape23: Shape = {number:"number",nullable:true,default:null};
const shape24: Shape = {number:"number",required:true};
const shape25: Shape = {one:["assumption","data","none","quote"],default:"assumption"};
const shape26: Shape = {part:"Clusters",nullable:true,default:null};
const shape27: Shape = {part:"Counts",nullable:true,default:null};
const shape28: Shape = {part:"Image",nullable:true,default:null};
const shape29: Shape = {part:"Metric",nullable:true,default:null};
const shape30: Shape = {text:0,default:""};
const shape31: Shape = {text:0,nullable:true,default:null};
const shape32: Shape = {text:0,required:true};
const shape33: Shape = {text:200,least:1,nullable:true,default:null};
const shape34: Shape = {text:200,least:1,required:true};
const shape35: Shape = {text:20000,default:""};
const shape36: Shape = {text:20000,required:true};
const shape37: Shape = {text:500,least:1,required:true};

const OWN = {
  AddCard: {
    stage: shape34,
    lane: shape34,
    card: {part:"Card",required:true},
    before: shape33,
  },
  AddLane: {
    lane: {part:"Lane",required:true},
    again: shape3,
    before: shape33,
    cells: shape14,
  },
  AddLink: {
    link: {part:"Link",required:true},
    before: shape33,
  },
  AddPersona: {
    persona: {part:"Persona",required:true},
    before: shape33,
    emotion: shape16,
  },
  AddPhase: {
    phase: {part:"Phase",required:true},
    before: shape33,
  },
  AddSource: {
    source: {part:"Source",required:true},
    before: shape33,
  },
  AddStage: {
    stage: {part:"Stage",required:true},
    before: shape33,
    cells: shape14,
    emotion: shape16,
  },
  Anchor: {
    card: shape33,
    extra: shape13,
    stage: shape33,
  },
  AnswerTally: {
    values: shape9,
    n: shape5,
    shares: {list:{list:{number:"number"}},required:true},
    clusters: shape26,
    extra: shape13,
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2},default:[]},
    products: shape6,
    questions: shape11,
    withheld: shape8,
  },
  Card: {
    id: shape34,
    channel: shape35,
    comments: shape10,
    confidence: {any:[{number:"number",least:0,most:100},{list:{number:"number",least:0,most:100},length:2}],nullable:true,default:null},
    due: {text:10,default:""},
    ease: shape2,
    effort: shape1,
    evidence: shape25,
    extra: shape13,
    hypothesis: {part:"Hypothesis",nullable:true,default:null},
    image: shape28,
    impact: shape2,
    kpi: shape35,
    links: shape12,
    n: shape21,
    ours: shape4,
    owned_by: {one:["customer","other","partner"],nullable:true,default:null},
    owner: shape35,
    reach: shape1,
    said_at: shape35,
    severity: {number:"integer",least:1,most:3,nullable:true,default:null},
    source: shape35,
    span: {number:"integer",least:1,most:1000,default:1},
    status: shape35,
    tags: shape12,
    text: shape35,
    verbatim: shape4,
    who: shape35,
  },
  Clusters: {
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2},required:true},
    products: shape9,
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3},required:true},
    extra: shape13,
  },
  Comment: {
    author: shape36,
    text: shape36,
    extra: shape13,
    replies: {list:{part:"Reply"},default:[]},
    resolved_by: shape35,
    time: shape35,
  },
  Counted: {
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}],required:true},
    boxes: shape15,
    extra: shape13,
    percent: shape31,
  },
  Counts: {
    by: shape11,
    coarser: {list:{part:"Counts"},default:[]},
    extra: shape13,
    gaps: shape27,
    mentions: {map:{part:"Counts"},default:{}},
    panel: {part:"Panel",nullable:true,default:null},
    questions: shape17,
    respondents: shape8,
    segments: shape7,
    stages: shape17,
    waves: shape11,
    withheld: shape8,
  },
  Document: {
    id: shape34,
    cells: {map:{map:{list:{part:"Card"}}},default:{}},
    cjm: {text:0,default:"1.1"},
    comments: shape10,
    emotion: {map:{map:{part:"Score"}},default:{}},
    extra: shape13,
    kind: {one:["current","future"],default:"current"},
    lanes: {list:{part:"Lane"},default:[]},
    links: {list:{part:"Link"},default:[]},
    metric: shape29,
    personas: {list:{part:"Persona"},default:[]},
    phases: {list:{part:"Phase"},default:[]},
    scale: {list:{number:"number"},length:2,default:[-2,2]},
    scenario: shape35,
    sources: {list:{part:"Source"},default:[]},
    stages: {list:{part:"Stage"},default:[]},
    title: shape35,
    tolerance: {number:"number",least:0,most:1,default:0.3},
  },
  Figure: {
    n: shape22,
    extra: shape13,
    high: shape23,
    low: shape23,
    method: shape30,
    value: shape23,
    why: {one:["","no rows","not asked","not counted","withheld"],default:""},
  },
  Hypothesis: {
    baseline: shape23,
    change: shape35,
    extra: shape13,
    metric: shape29,
  },
  Image: {
    data: {text:700000,least:1,required:true},
    alt: shape35,
    extra: shape13,
  },
  Lane: {
    id: shape34,
    name: shape37,
    color: {number:"integer",least:1,most:5,nullable:true,default:null},
    comments: shape10,
    extra: shape13,
    hint: shape35,
    kind: {one:["cards","emotion","measure"],default:"cards"},
    layer: {one:["backstage","customer","frontstage","support"],default:"customer"},
    measures: shape12,
    role: {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"],default:"other"},
    source: shape33,
    target: shape23,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true,default:null},
    extra: shape13,
    measures: {list:{part:"MeasureInfo"},default:[]},
    respondents: shape21,
  },
  Link: {
    id: shape34,
    start: {part:"Anchor",required:true},
    end: {part:"Anchor",nullable:true,default:null},
    extra: shape13,
    kind: {one:["both","controlled","direct","open"],default:"direct"},
    label: shape35,
  },
  Measure: {
    name: shape32,
    extra: shape13,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]},default:{}},
  },
  MeasureInfo: {
    name: shape32,
    label: shape36,
    unit: {one:["amount","nps","score","share"],required:true},
    low: shape24,
    high: shape24,
    level: shape24,
    extra: shape13,
    variant: shape35,
  },
  Metric: {
    name: shape37,
    extra: shape13,
    measure: shape30,
    source: shape33,
    stage: shape33,
    target: shape23,
  },
  Move: {
    what: {one:["lane","persona","stage"],required:true},
    id: shape34,
    before: shape33,
  },
  MoveCard: {
    stage: shape34,
    lane: shape34,
    card: shape34,
    to_stage: shape34,
    to_lane: shape34,
    before: shape33,
  },
  Panel: {
    by: shape11,
    extra: shape13,
    segments: shape7,
    stages: {map:{list:{part:"WavePair"}},default:{}},
  },
  Persona: {
    id: shape34,
    name: shape37,
    about: shape35,
    comments: shape10,
    extra: shape13,
    goals: shape12,
    needs: shape12,
    pains: shape12,
    photo: shape28,
    quote: shape35,
    segment: shape18,
  },
  Phase: {
    id: shape34,
    name: shape37,
    extra: shape13,
  },
  Remove: {
    what: {one:["lane","link","persona","phase","source","stage"],required:true},
    id: shape34,
  },
  RemoveCard: {
    stage: shape34,
    lane: shape34,
    card: shape34,
    was: {part:"Card"},
  },
  Replace: {
    document: {part:"Document",required:true},
  },
  Reply: {
    author: shape36,
    text: shape36,
    extra: shape13,
    time: shape35,
  },
  Score: {
    value: shape24,
    evidence: shape25,
    extra: shape13,
    source: shape35,
  },
  SetCard: {
    stage: shape34,
    lane: shape34,
    card: shape34,
    changes: {part:"CardChanges",required:true},
    was: {part:"CardChanges"},
  },
  SetEmotion: {
    stage: shape34,
    persona: shape34,
    score: {part:"Score",nullable:true,default:null},
    was: {part:"Score",nullable:true},
  },
  SetLane: {
    lane: shape34,
    changes: {part:"LaneChanges",required:true},
    again: shape3,
    was: {part:"LaneChanges"},
  },
  SetLink: {
    link: shape34,
    changes: {part:"LinkChanges",required:true},
    was: {part:"LinkChanges"},
  },
  SetMap: {
    changes: {part:"MapChanges",required:true},
    was: {part:"MapChanges"},
  },
  SetPersona: {
    persona: shape34,
    changes: {part:"PersonaChanges",required:true},
    was: {part:"PersonaChanges"},
  },
  SetPhase: {
    phase: shape34,
    changes: {part:"PhaseChanges",required:true},
    was: {part:"PhaseChanges"},
  },
  SetSource: {
    source: shape34,
    changes: {part:"SourceChanges",required:true},
    was: {part:"SourceChanges"},
  },
  SetStage: {
    stage: shape34,
    changes: {part:"StageChanges",required:true},
    was: {part:"StageChanges"},
  },
  Source: {
    id: shape34,
    name: shape37,
    by: shape11,
    cluster: shape31,
    columns: shape19,
    counted: {part:"Counted",nullable:true,default:null},
    counts: shape27,
    crossings: {list:{list:{text:0}},default:[]},
    engine: shape30,
    every: {one:["day","month","quarter","week","year"],nullable:true,default:null},
    expected: shape18,
    extra: shape13,
    figures: {map:{map:{part:"Figure"}},default:{}},
    file: {part:"SourceFile",nullable:true,default:null},
    fingerprint: shape30,
    kind: {one:["amounts","counts","mentions","survey"],default:"survey"},
    labels: shape15,
    legend: {part:"Legend",nullable:true,default:null},
    match: {one:["exact","glob","ignore case","regex"],default:"exact"},
    measures: {list:{part:"Measure"},default:[]},
    min_n: {number:"integer",least:1,most:9007199254740991,default:10},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]},default:[]},
    note: shape35,
    off_map: shape20,
    per: {one:["answer","respondent"],default:"respondent"},
    query: shape35,
    read: shape30,
    respondent: shape31,
    reverse: shape11,
    rows: shape20,
    scale: {list:{number:"number"},length:2,nullable:true,default:null},
    score: shape31,
    sheet: shape31,
    stage: shape31,
    stages: shape19,
    wave: shape31,
    waves: shape11,
    weight: shape31,
    where: {map:{list:{text:0,nullable:true}},default:{}},
    width: shape20,
  },
  SourceFile: {
    path: shape36,
    size: shape22,
    modified: shape32,
    fingerprint: shape32,
    extra: shape13,
  },
  Stage: {
    id: shape34,
    name: shape37,
    action: shape35,
    comments: shape10,
    duration: {number:"number",least:0,nullable:true,default:null},
    extra: shape13,
    goal: shape35,
    links: shape12,
    moment_of_truth: shape3,
    notes: shape35,
    phase: shape33,
    timing: shape35,
  },
  Tally: {
    values: shape9,
    n: shape5,
    answers: {part:"AnswerTally",nullable:true,default:null},
    clusters: shape26,
    extra: shape13,
    sums: {list:{list:{number:"number"},length:4},default:[]},
    weights: shape6,
    weights_squared: shape6,
    withheld: shape8,
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
  MapChanges: changesOf(OWN.Document, ["id","cells","cjm","emotion","extra","lanes","links","personas","phases","sources","stages"]),
  StageChanges: changesOf(OWN.Stage, ["id","extra"]),
  PhaseChanges: changesOf(OWN.Phase, ["id","extra"]),
  LaneChanges: changesOf(OWN.Lane, ["id","extra"]),
  PersonaChanges: changesOf(OWN.Persona, ["id","extra"]),
  SourceChanges: changesOf(OWN.Source, ["id","by","cluster","columns","counted","crossings","engine","every","expected","extra","kind","labels","match","min_n","missing","per","query","respondent","reverse","score","sheet","stage","stages","wave","waves","weight","where"]),
  LinkChanges: changesOf(OWN.Link, ["id","extra"]),
  CardChanges: changesOf(OWN.Card, ["id","extra"]),
};
