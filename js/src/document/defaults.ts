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
const shape29: Shape = {part:"Image",nullable:true,default:null};
const shape30: Shape = {part:"Metric",nullable:true,default:null};
const shape31: Shape = {text:0,default:""};
const shape32: Shape = {text:0,nullable:true,default:null};
const shape33: Shape = {text:0,required:true};
const shape34: Shape = {text:200,least:1,nullable:true,default:null};
const shape35: Shape = {text:200,least:1,required:true};
const shape36: Shape = {text:20000,default:""};
const shape37: Shape = {text:20000,required:true};
const shape38: Shape = {text:500,least:1,required:true};

const OWN = {
  AddCard: {
    stage: shape35,
    lane: shape35,
    card: {part:"Card",required:true},
    before: shape34,
  },
  AddLane: {
    lane: {part:"Lane",required:true},
    again: shape3,
    before: shape34,
    cells: shape14,
  },
  AddLink: {
    link: {part:"Link",required:true},
    before: shape34,
  },
  AddPersona: {
    persona: {part:"Persona",required:true},
    before: shape34,
    emotion: shape17,
  },
  AddPhase: {
    phase: {part:"Phase",required:true},
    before: shape34,
  },
  AddSource: {
    source: {part:"Source",required:true},
    before: shape34,
  },
  AddStage: {
    stage: {part:"Stage",required:true},
    before: shape34,
    cells: shape14,
    emotion: shape17,
  },
  Anchor: {
    card: shape34,
    extra: shape13,
    stage: shape34,
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
    id: shape35,
    channel: shape36,
    comments: shape10,
    confidence: {any:[{number:"number",least:0,most:100},{list:{number:"number",least:0,most:100},length:2}],nullable:true,default:null},
    due: {text:10,default:""},
    ease: shape2,
    effort: shape1,
    evidence: shape26,
    extra: shape13,
    hypothesis: {part:"Hypothesis",nullable:true,default:null},
    image: shape29,
    impact: shape2,
    kpi: shape36,
    links: shape12,
    n: shape22,
    ours: shape4,
    owned_by: {one:["customer","other","partner"],nullable:true,default:null},
    owner: shape36,
    reach: shape1,
    said_at: shape36,
    severity: {number:"integer",least:1,most:3,nullable:true,default:null},
    source: shape36,
    span: {number:"integer",least:1,most:1000,default:1},
    status: shape36,
    tags: shape12,
    text: shape36,
    verbatim: shape4,
    who: shape36,
  },
  Clusters: {
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2},required:true},
    products: shape9,
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3},required:true},
    extra: shape13,
  },
  Comment: {
    author: shape37,
    text: shape37,
    extra: shape13,
    replies: {list:{part:"Reply"},default:[]},
    resolved_by: shape36,
    time: shape36,
  },
  Counted: {
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}],required:true},
    boxes: shape15,
    extra: shape13,
    percent: shape32,
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
    id: shape35,
    cells: {map:{map:{list:{part:"Card"}}},default:{}},
    cjm: {text:0,default:"1.1"},
    comments: shape10,
    emotion: {map:{map:{part:"Score"}},default:{}},
    extra: shape13,
    kind: {one:["current","future"],default:"current"},
    lanes: {list:{part:"Lane"},default:[]},
    links: {list:{part:"Link"},default:[]},
    metric: shape30,
    personas: {list:{part:"Persona"},default:[]},
    phases: {list:{part:"Phase"},default:[]},
    scale: {list:{number:"number"},length:2,default:[-2,2]},
    scenario: shape36,
    sources: {list:{part:"Source"},default:[]},
    stages: {list:{part:"Stage"},default:[]},
    title: shape36,
    tolerance: {number:"number",least:0,most:1,default:0.3},
  },
  Figure: {
    n: shape23,
    extra: shape13,
    high: shape24,
    low: shape24,
    method: shape31,
    value: shape24,
    why: {one:["","no number","no rows","not asked","not counted","withheld"],default:""},
  },
  Hypothesis: {
    baseline: shape24,
    change: shape36,
    extra: shape13,
    metric: shape30,
  },
  Image: {
    data: {text:700000,least:1,required:true},
    alt: shape36,
    extra: shape13,
  },
  Lane: {
    id: shape35,
    name: shape38,
    color: {number:"integer",least:1,most:5,nullable:true,default:null},
    comments: shape10,
    extra: shape13,
    hint: shape36,
    kind: {one:["cards","emotion","measure"],default:"cards"},
    layer: {one:["backstage","customer","frontstage","support"],default:"customer"},
    measures: shape12,
    role: {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"],default:"other"},
    source: shape34,
    target: shape24,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true,default:null},
    extra: shape13,
    measures: {list:{part:"MeasureInfo"},default:[]},
    respondents: shape22,
  },
  Link: {
    id: shape35,
    start: {part:"Anchor",required:true},
    end: {part:"Anchor",nullable:true,default:null},
    extra: shape13,
    kind: {one:["both","controlled","direct","open"],default:"direct"},
    label: shape36,
  },
  Measure: {
    name: shape33,
    extra: shape13,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]},default:{}},
  },
  MeasureInfo: {
    name: shape33,
    label: shape37,
    unit: {one:["amount","nps","score","share"],required:true},
    low: shape25,
    high: shape25,
    level: shape25,
    extra: shape13,
    variant: shape36,
  },
  Metric: {
    name: shape38,
    extra: shape13,
    measure: shape31,
    source: shape34,
    stage: shape34,
    target: shape24,
  },
  Move: {
    what: {one:["lane","persona","stage"],required:true},
    id: shape35,
    before: shape34,
  },
  MoveCard: {
    stage: shape35,
    lane: shape35,
    card: shape35,
    to_stage: shape35,
    to_lane: shape35,
    before: shape34,
  },
  Panel: {
    by: shape11,
    extra: shape13,
    segments: shape7,
    stages: {map:{list:{part:"WavePair"}},default:{}},
  },
  Persona: {
    id: shape35,
    name: shape38,
    about: shape36,
    comments: shape10,
    extra: shape13,
    goals: shape12,
    needs: shape12,
    pains: shape12,
    photo: shape29,
    quote: shape36,
    segment: shape19,
  },
  Phase: {
    id: shape35,
    name: shape38,
    extra: shape13,
  },
  Remove: {
    what: {one:["lane","link","persona","phase","source","stage"],required:true},
    id: shape35,
  },
  RemoveCard: {
    stage: shape35,
    lane: shape35,
    card: shape35,
    was: {part:"Card"},
  },
  Replace: {
    document: {part:"Document",required:true},
  },
  Reply: {
    author: shape37,
    text: shape37,
    extra: shape13,
    time: shape36,
  },
  Score: {
    value: shape25,
    evidence: shape26,
    extra: shape13,
    source: shape36,
  },
  SetCard: {
    stage: shape35,
    lane: shape35,
    card: shape35,
    changes: {part:"CardChanges",required:true},
    was: {part:"CardChanges"},
  },
  SetEmotion: {
    stage: shape35,
    persona: shape35,
    score: {part:"Score",nullable:true,default:null},
    was: {part:"Score",nullable:true},
  },
  SetLane: {
    lane: shape35,
    changes: {part:"LaneChanges",required:true},
    again: shape3,
    was: {part:"LaneChanges"},
  },
  SetLink: {
    link: shape35,
    changes: {part:"LinkChanges",required:true},
    was: {part:"LinkChanges"},
  },
  SetMap: {
    changes: {part:"MapChanges",required:true},
    was: {part:"MapChanges"},
  },
  SetPersona: {
    persona: shape35,
    changes: {part:"PersonaChanges",required:true},
    was: {part:"PersonaChanges"},
  },
  SetPhase: {
    phase: shape35,
    changes: {part:"PhaseChanges",required:true},
    was: {part:"PhaseChanges"},
  },
  SetSource: {
    source: shape35,
    changes: {part:"SourceChanges",required:true},
    was: {part:"SourceChanges"},
  },
  SetStage: {
    stage: shape35,
    changes: {part:"StageChanges",required:true},
    was: {part:"StageChanges"},
  },
  Source: {
    id: shape35,
    name: shape38,
    by: shape11,
    cluster: shape32,
    columns: shape20,
    counted: {part:"Counted",nullable:true,default:null},
    counts: shape28,
    crossings: {list:{list:{text:0}},default:[]},
    end: shape32,
    engine: shape31,
    every: {one:["day","month","quarter","week","year"],nullable:true,default:null},
    expected: shape19,
    extra: shape13,
    figures: {map:{map:{part:"Figure"}},default:{}},
    file: {part:"SourceFile",nullable:true,default:null},
    fingerprint: shape31,
    kind: {one:["amounts","counts","events","mentions","survey"],default:"survey"},
    labels: shape15,
    legend: {part:"Legend",nullable:true,default:null},
    match: {one:["exact","glob","ignore case","regex"],default:"exact"},
    measures: {list:{part:"Measure"},default:[]},
    min_n: {number:"integer",least:1,most:9007199254740991,default:10},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]},default:[]},
    note: shape36,
    off_map: shape21,
    order: shape32,
    per: {one:["answer","respondent"],default:"respondent"},
    query: shape36,
    read: shape31,
    repeats: {one:["each","visit"],default:"visit"},
    respondent: shape32,
    reverse: shape11,
    rows: shape21,
    scale: {list:{number:"number"},length:2,nullable:true,default:null},
    score: shape32,
    session: {number:"number",above:0,nullable:true,default:null},
    sheet: shape32,
    stage: shape32,
    stages: shape20,
    time: shape32,
    until: shape36,
    wave: shape32,
    waves: shape11,
    weight: shape32,
    where: {map:{list:{text:0,nullable:true}},default:{}},
    width: shape21,
  },
  SourceFile: {
    path: shape37,
    size: shape23,
    modified: shape33,
    fingerprint: shape33,
    extra: shape13,
  },
  Stage: {
    id: shape35,
    name: shape38,
    action: shape36,
    comments: shape10,
    duration: {number:"number",least:0,nullable:true,default:null},
    extra: shape13,
    goal: shape36,
    links: shape12,
    moment_of_truth: shape3,
    notes: shape36,
    phase: shape34,
    timing: shape36,
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
  SourceChanges: changesOf(OWN.Source, ["id","by","cluster","columns","counted","crossings","end","engine","every","expected","extra","kind","labels","match","min_n","missing","order","per","query","repeats","respondent","reverse","score","session","sheet","stage","stages","time","until","wave","waves","weight","where"]),
  LinkChanges: changesOf(OWN.Link, ["id","extra"]),
  CardChanges: changesOf(OWN.Card, ["id","extra"]),
};
