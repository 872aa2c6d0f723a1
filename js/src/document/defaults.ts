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
}

/** What a missing field means: neither the wire nor a file says what is as usual. */
export const DEFAULTS = {
  AddCard: {before:null},
  AddLane: {again:false,before:null,cells:{}},
  AddPersona: {before:null,emotion:{}},
  AddPhase: {before:null},
  AddSource: {before:null},
  AddStage: {before:null,cells:{},emotion:{}},
  AnswerTally: {clusters:null,extra:{},pairs:[],products:[],questions:[],withheld:[]},
  Card: {channel:"",comments:[],effort:null,evidence:"assumption",extra:{},impact:null,kpi:"",links:[],n:null,ours:null,owner:"",severity:null,source:"",span:1,tags:[],text:""},
  Clusters: {extra:{}},
  Comment: {extra:{}},
  Counted: {boxes:{},extra:{},percent:null},
  Counts: {by:[],coarser:[],extra:{},gaps:null,mentions:{},panel:null,questions:{},respondents:[],segments:[[]],stages:{},waves:[],withheld:[]},
  Document: {cells:{},cjm:"1.0",emotion:{},extra:{},kind:"current",lanes:[],metric:null,personas:[],phases:[],scale:[-2,2],scenario:"",sources:[],stages:[],title:"",tolerance:0.3},
  Figure: {extra:{},high:null,low:null,method:"",value:null,why:""},
  Lane: {extra:{},hint:"",kind:"cards",layer:"customer",measures:[],role:"other",source:null,target:null},
  Legend: {curve:null,extra:{},measures:[],respondents:null},
  Measure: {extra:{},options:{}},
  MeasureInfo: {extra:{},variant:""},
  Metric: {extra:{},measure:"",source:null,stage:null,target:null},
  Move: {before:null},
  MoveCard: {before:null},
  Panel: {by:[],extra:{},segments:[[]],stages:{}},
  Persona: {about:"",extra:{},segment:{}},
  Phase: {extra:{}},
  Score: {evidence:"assumption",extra:{},source:""},
  SetEmotion: {score:null},
  SetLane: {again:false},
  Source: {by:[],cluster:null,columns:{},counted:null,counts:null,crossings:[],engine:"",every:null,expected:{},extra:{},figures:{},file:null,fingerprint:"",kind:"survey",labels:{},legend:null,match:"exact",measures:[],min_n:10,missing:[],note:"",off_map:0,per:"respondent",query:"",read:"",respondent:null,reverse:[],rows:0,scale:null,score:null,sheet:null,stage:null,stages:{},wave:null,waves:[],weight:null,where:{},width:0},
  SourceFile: {extra:{}},
  Stage: {duration:null,extra:{},goal:"",moment_of_truth:false,phase:null,timing:""},
  Tally: {answers:null,clusters:null,extra:{},sums:[],weights:[],weights_squared:[],withheld:[]},
  WavePair: {extra:{},weights:[],weights_squared:[]},
} as const;

/** The parts that are operations. */
export const OPERATIONS: readonly string[] = ["SetMap","AddStage","SetStage","AddPhase","SetPhase","AddLane","SetLane","AddPersona","SetPersona","AddSource","SetSource","Remove","Move","AddCard","SetCard","MoveCard","RemoveCard","SetEmotion","Replace"];

/** Fields that may not be missing. */
export const REQUIRED: Record<string, readonly string[]> = {
  AddCard: ["stage","lane","card"],
  AddLane: ["lane"],
  AddPersona: ["persona"],
  AddPhase: ["phase"],
  AddSource: ["source"],
  AddStage: ["stage"],
  AnswerTally: ["values","n","shares"],
  Card: ["id"],
  Clusters: ["pairs","products","common"],
  Comment: ["author","text"],
  Counted: ["n"],
  Document: ["id"],
  Figure: ["n"],
  Lane: ["id","name"],
  Measure: ["name"],
  MeasureInfo: ["name","label","unit","low","high","level"],
  Metric: ["name"],
  Move: ["what","id"],
  MoveCard: ["stage","lane","card","to_stage","to_lane"],
  Persona: ["id","name"],
  Phase: ["id","name"],
  Remove: ["what","id"],
  RemoveCard: ["stage","lane","card"],
  Replace: ["document"],
  Score: ["value"],
  SetCard: ["stage","lane","card","changes"],
  SetEmotion: ["stage","persona"],
  SetLane: ["lane","changes"],
  SetMap: ["changes"],
  SetPersona: ["persona","changes"],
  SetPhase: ["phase","changes"],
  SetSource: ["source","changes"],
  SetStage: ["stage","changes"],
  Source: ["id","name"],
  SourceFile: ["path","size","modified","fingerprint"],
  Stage: ["id","name"],
  Tally: ["values","n"],
  WavePair: ["waves","scores","n"],
};

const shape1: Shape = {flag:true,nullable:true};
const shape2: Shape = {flag:true};
const shape3: Shape = {list:{list:{number:"integer",least:0,most:9007199254740991},length:2}};
const shape4: Shape = {list:{list:{number:"integer",least:0,most:9007199254740991}}};
const shape5: Shape = {list:{list:{number:"number"}}};
const shape6: Shape = {list:{list:{text:0,nullable:true}}};
const shape7: Shape = {list:{number:"integer",least:0,most:9007199254740991}};
const shape8: Shape = {list:{number:"number"},length:2,nullable:true};
const shape9: Shape = {list:{number:"number"},length:2};
const shape10: Shape = {list:{number:"number"}};
const shape11: Shape = {list:{part:"Comment"}};
const shape12: Shape = {list:{part:"Measure"}};
const shape13: Shape = {list:{text:0}};
const shape14: Shape = {list:{text:20000}};
const shape15: Shape = {map:{free:true}};
const shape16: Shape = {map:{list:{part:"Card"}}};
const shape17: Shape = {map:{map:{part:"Figure"}}};
const shape18: Shape = {map:{number:"number"}};
const shape19: Shape = {map:{part:"Score"}};
const shape20: Shape = {map:{part:"Tally"}};
const shape21: Shape = {map:{text:0}};
const shape22: Shape = {map:{text:200,least:1}};
const shape23: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape24: Shape = {number:"integer",least:0,most:9007199254740991};
const shape25: Shape = {number:"integer",least:1,most:1000};
const shape26: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape27: Shape = {number:"number",least:0,most:1};
const shape28: Shape = {number:"number",least:0,nullable:true};
const shape29: Shape = {number:"number",nullable:true};
const shape30: Shape = {number:"number"};
const shape31: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape32: Shape = {one:["assumption","data","none","quote"]};
const shape33: Shape = {one:["backstage","customer","frontstage","support"]};
const shape34: Shape = {one:["cards","emotion","measure"]};
const shape35: Shape = {one:["current","future"]};
const shape36: Shape = {part:"Card"};
const shape37: Shape = {part:"CardChanges"};
const shape38: Shape = {part:"Clusters",nullable:true};
const shape39: Shape = {part:"Counts",nullable:true};
const shape40: Shape = {part:"LaneChanges"};
const shape41: Shape = {part:"Legend",nullable:true};
const shape42: Shape = {part:"MapChanges"};
const shape43: Shape = {part:"Metric",nullable:true};
const shape44: Shape = {part:"PersonaChanges"};
const shape45: Shape = {part:"PhaseChanges"};
const shape46: Shape = {part:"Score",nullable:true};
const shape47: Shape = {part:"SourceChanges"};
const shape48: Shape = {part:"SourceFile",nullable:true};
const shape49: Shape = {part:"StageChanges"};
const shape50: Shape = {text:0,nullable:true};
const shape51: Shape = {text:0};
const shape52: Shape = {text:200,least:1,nullable:true};
const shape53: Shape = {text:200,least:1};
const shape54: Shape = {text:20000};
const shape55: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape52,
    card: shape36,
    lane: shape53,
    stage: shape53,
  },
  AddLane: {
    again: shape2,
    before: shape52,
    cells: shape16,
    lane: {part:"Lane"},
  },
  AddPersona: {
    before: shape52,
    emotion: shape19,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape52,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape52,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape52,
    cells: shape16,
    emotion: shape19,
    stage: {part:"Stage"},
  },
  AnswerTally: {
    clusters: shape38,
    extra: shape15,
    n: shape4,
    pairs: shape3,
    products: shape5,
    questions: shape13,
    shares: shape5,
    values: shape10,
    withheld: shape7,
  },
  Card: {
    channel: shape54,
    comments: shape11,
    effort: shape26,
    evidence: shape32,
    extra: shape15,
    id: shape53,
    impact: shape26,
    kpi: shape54,
    links: shape14,
    n: shape23,
    ours: shape1,
    owner: shape54,
    severity: shape26,
    source: shape54,
    span: shape25,
    tags: shape14,
    text: shape54,
  },
  CardChanges: {
    channel: shape54,
    comments: shape11,
    effort: shape26,
    evidence: shape32,
    impact: shape26,
    kpi: shape54,
    links: shape14,
    n: shape23,
    ours: shape1,
    owner: shape54,
    severity: shape26,
    source: shape54,
    span: shape25,
    tags: shape14,
    text: shape54,
  },
  Clusters: {
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3}},
    extra: shape15,
    pairs: shape3,
    products: shape10,
  },
  Comment: {
    author: shape54,
    extra: shape15,
    text: shape54,
  },
  Counted: {
    boxes: shape18,
    extra: shape15,
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}]},
    percent: shape50,
  },
  Counts: {
    by: shape13,
    coarser: {list:{part:"Counts"}},
    extra: shape15,
    gaps: shape39,
    mentions: {map:{part:"Counts"}},
    panel: {part:"Panel",nullable:true},
    questions: shape20,
    respondents: shape7,
    segments: shape6,
    stages: shape20,
    waves: shape13,
    withheld: shape7,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape51,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape15,
    id: shape53,
    kind: shape35,
    lanes: {list:{part:"Lane"}},
    metric: shape43,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape9,
    scenario: shape54,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape54,
    tolerance: shape27,
  },
  Figure: {
    extra: shape15,
    high: shape29,
    low: shape29,
    method: shape51,
    n: shape24,
    value: shape29,
    why: {one:["","no rows","not asked","not counted","withheld"]},
  },
  Lane: {
    extra: shape15,
    hint: shape54,
    id: shape53,
    kind: shape34,
    layer: shape33,
    measures: shape14,
    name: shape55,
    role: shape31,
    source: shape52,
    target: shape29,
  },
  LaneChanges: {
    hint: shape54,
    kind: shape34,
    layer: shape33,
    measures: shape14,
    name: shape55,
    role: shape31,
    source: shape52,
    target: shape29,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true},
    extra: shape15,
    measures: {list:{part:"MeasureInfo"}},
    respondents: shape23,
  },
  MapChanges: {
    kind: shape35,
    metric: shape43,
    scale: shape9,
    scenario: shape54,
    title: shape54,
    tolerance: shape27,
  },
  Measure: {
    extra: shape15,
    name: shape51,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  MeasureInfo: {
    extra: shape15,
    high: shape30,
    label: shape54,
    level: shape30,
    low: shape30,
    name: shape51,
    unit: {one:["amount","nps","score","share"]},
    variant: shape54,
  },
  Metric: {
    extra: shape15,
    measure: shape51,
    name: shape55,
    source: shape52,
    stage: shape52,
    target: shape29,
  },
  Move: {
    before: shape52,
    id: shape53,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape52,
    card: shape53,
    lane: shape53,
    stage: shape53,
    to_lane: shape53,
    to_stage: shape53,
  },
  Panel: {
    by: shape13,
    extra: shape15,
    segments: shape6,
    stages: {map:{list:{part:"WavePair"}}},
  },
  Persona: {
    about: shape54,
    extra: shape15,
    id: shape53,
    name: shape55,
    segment: shape21,
  },
  PersonaChanges: {
    about: shape54,
    name: shape55,
    segment: shape21,
  },
  Phase: {
    extra: shape15,
    id: shape53,
    name: shape55,
  },
  PhaseChanges: {
    name: shape55,
  },
  Remove: {
    id: shape53,
    what: {one:["lane","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape53,
    lane: shape53,
    stage: shape53,
    was: shape36,
  },
  Replace: {
    document: {part:"Document"},
  },
  Score: {
    evidence: shape32,
    extra: shape15,
    source: shape54,
    value: shape30,
  },
  SetCard: {
    card: shape53,
    changes: shape37,
    lane: shape53,
    stage: shape53,
    was: shape37,
  },
  SetEmotion: {
    persona: shape53,
    score: shape46,
    stage: shape53,
    was: shape46,
  },
  SetLane: {
    again: shape2,
    changes: shape40,
    lane: shape53,
    was: shape40,
  },
  SetMap: {
    changes: shape42,
    was: shape42,
  },
  SetPersona: {
    changes: shape44,
    persona: shape53,
    was: shape44,
  },
  SetPhase: {
    changes: shape45,
    phase: shape53,
    was: shape45,
  },
  SetSource: {
    changes: shape47,
    source: shape53,
    was: shape47,
  },
  SetStage: {
    changes: shape49,
    stage: shape53,
    was: shape49,
  },
  Source: {
    by: shape13,
    cluster: shape50,
    columns: shape22,
    counted: {part:"Counted",nullable:true},
    counts: shape39,
    crossings: {list:{list:{text:0}}},
    engine: shape51,
    every: {one:["day","month","quarter","week","year"],nullable:true},
    expected: shape21,
    extra: shape15,
    figures: shape17,
    file: shape48,
    fingerprint: shape51,
    id: shape53,
    kind: {one:["amounts","counts","mentions","survey"]},
    labels: shape18,
    legend: shape41,
    match: {one:["exact","glob","ignore case","regex"]},
    measures: shape12,
    min_n: {number:"integer",least:1,most:9007199254740991},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape55,
    note: shape54,
    off_map: shape24,
    per: {one:["answer","respondent"]},
    query: shape54,
    read: shape51,
    respondent: shape50,
    reverse: shape13,
    rows: shape24,
    scale: shape8,
    score: shape50,
    sheet: shape50,
    stage: shape50,
    stages: shape22,
    wave: shape50,
    waves: shape13,
    weight: shape50,
    where: {map:{list:{text:0,nullable:true}}},
    width: shape24,
  },
  SourceChanges: {
    counts: shape39,
    figures: shape17,
    file: shape48,
    fingerprint: shape51,
    legend: shape41,
    measures: shape12,
    name: shape55,
    note: shape54,
    off_map: shape24,
    read: shape51,
    rows: shape24,
    scale: shape8,
    width: shape24,
  },
  SourceFile: {
    extra: shape15,
    fingerprint: shape51,
    modified: shape51,
    path: shape54,
    size: shape24,
  },
  Stage: {
    duration: shape28,
    extra: shape15,
    goal: shape54,
    id: shape53,
    moment_of_truth: shape2,
    name: shape55,
    phase: shape52,
    timing: shape54,
  },
  StageChanges: {
    duration: shape28,
    goal: shape54,
    moment_of_truth: shape2,
    name: shape55,
    phase: shape52,
    timing: shape54,
  },
  Tally: {
    answers: {part:"AnswerTally",nullable:true},
    clusters: shape38,
    extra: shape15,
    n: shape4,
    sums: {list:{list:{number:"number"},length:4}},
    values: shape10,
    weights: shape5,
    weights_squared: shape5,
    withheld: shape7,
  },
  WavePair: {
    extra: shape15,
    n: shape4,
    scores: {list:{list:{number:"number"},length:2}},
    waves: {list:{text:0},length:2},
    weights: shape5,
    weights_squared: shape5,
  },
};
