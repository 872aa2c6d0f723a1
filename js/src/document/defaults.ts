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
  Card: {channel:"",comments:[],effort:null,evidence:"assumption",extra:{},impact:null,kpi:"",links:[],n:null,ours:null,owner:"",severity:null,source:"",span:1,tags:[],text:""},
  Clusters: {extra:{}},
  Comment: {extra:{}},
  Counted: {boxes:{},extra:{},percent:null},
  Counts: {by:[],coarser:[],extra:{},gaps:null,panel:null,questions:{},respondents:[],segments:[[]],stages:{},waves:[],withheld:[]},
  Document: {cells:{},cjm:"1.0",emotion:{},extra:{},kind:"current",lanes:[],metric:null,personas:[],phases:[],scale:[-2,2],scenario:"",sources:[],stages:[],title:""},
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
  Source: {by:[],cluster:null,columns:{},counted:null,counts:null,engine:"",every:null,expected:{},extra:{},figures:{},file:null,fingerprint:"",kind:"survey",legend:null,match:"exact",measures:[],min_n:10,missing:[],note:"",per:"respondent",query:"",read:"",respondent:null,rows:0,scale:null,score:null,stage:null,stages:{},wave:null,waves:[],weight:null,where:{},width:0},
  SourceFile: {extra:{}},
  Stage: {duration:null,extra:{},goal:"",moment_of_truth:false,phase:null,timing:""},
  Tally: {clusters:null,extra:{},sums:[],weights:[],weights_squared:[],withheld:[]},
  WavePair: {extra:{},weights:[],weights_squared:[]},
} as const;

/** Fields that may not be missing. */
export const REQUIRED: Record<string, readonly string[]> = {
  AddCard: ["stage","lane","card"],
  AddLane: ["lane"],
  AddPersona: ["persona"],
  AddPhase: ["phase"],
  AddSource: ["source"],
  AddStage: ["stage"],
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
const shape3: Shape = {list:{list:{number:"integer",least:0,most:9007199254740991}}};
const shape4: Shape = {list:{list:{number:"number"}}};
const shape5: Shape = {list:{list:{text:0,nullable:true}}};
const shape6: Shape = {list:{number:"integer",least:0,most:9007199254740991}};
const shape7: Shape = {list:{number:"number"},length:2,nullable:true};
const shape8: Shape = {list:{number:"number"},length:2};
const shape9: Shape = {list:{number:"number"}};
const shape10: Shape = {list:{part:"Comment"}};
const shape11: Shape = {list:{part:"Measure"}};
const shape12: Shape = {list:{text:0}};
const shape13: Shape = {list:{text:20000}};
const shape14: Shape = {map:{free:true}};
const shape15: Shape = {map:{list:{part:"Card"}}};
const shape16: Shape = {map:{map:{part:"Figure"}}};
const shape17: Shape = {map:{part:"Score"}};
const shape18: Shape = {map:{part:"Tally"}};
const shape19: Shape = {map:{text:0}};
const shape20: Shape = {map:{text:200,least:1}};
const shape21: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape22: Shape = {number:"integer",least:0,most:9007199254740991};
const shape23: Shape = {number:"integer",least:1,most:1000};
const shape24: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape25: Shape = {number:"number",least:0,nullable:true};
const shape26: Shape = {number:"number",nullable:true};
const shape27: Shape = {number:"number"};
const shape28: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape29: Shape = {one:["assumption","data","none","quote"]};
const shape30: Shape = {one:["backstage","customer","frontstage","support"]};
const shape31: Shape = {one:["cards","emotion","measure"]};
const shape32: Shape = {one:["current","future"]};
const shape33: Shape = {part:"Card"};
const shape34: Shape = {part:"CardChanges"};
const shape35: Shape = {part:"Counts",nullable:true};
const shape36: Shape = {part:"LaneChanges"};
const shape37: Shape = {part:"Legend",nullable:true};
const shape38: Shape = {part:"MapChanges"};
const shape39: Shape = {part:"Metric",nullable:true};
const shape40: Shape = {part:"PersonaChanges"};
const shape41: Shape = {part:"PhaseChanges"};
const shape42: Shape = {part:"Score",nullable:true};
const shape43: Shape = {part:"SourceChanges"};
const shape44: Shape = {part:"SourceFile",nullable:true};
const shape45: Shape = {part:"StageChanges"};
const shape46: Shape = {text:0,nullable:true};
const shape47: Shape = {text:0};
const shape48: Shape = {text:200,least:1,nullable:true};
const shape49: Shape = {text:200,least:1};
const shape50: Shape = {text:20000};
const shape51: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape48,
    card: shape33,
    lane: shape49,
    stage: shape49,
  },
  AddLane: {
    again: shape2,
    before: shape48,
    cells: shape15,
    lane: {part:"Lane"},
  },
  AddPersona: {
    before: shape48,
    emotion: shape17,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape48,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape48,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape48,
    cells: shape15,
    emotion: shape17,
    stage: {part:"Stage"},
  },
  Card: {
    channel: shape50,
    comments: shape10,
    effort: shape24,
    evidence: shape29,
    extra: shape14,
    id: shape49,
    impact: shape24,
    kpi: shape50,
    links: shape13,
    n: shape21,
    ours: shape1,
    owner: shape50,
    severity: shape24,
    source: shape50,
    span: shape23,
    tags: shape13,
    text: shape50,
  },
  CardChanges: {
    channel: shape50,
    comments: shape10,
    effort: shape24,
    evidence: shape29,
    impact: shape24,
    kpi: shape50,
    links: shape13,
    n: shape21,
    ours: shape1,
    owner: shape50,
    severity: shape24,
    source: shape50,
    span: shape23,
    tags: shape13,
    text: shape50,
  },
  Clusters: {
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3}},
    extra: shape14,
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2}},
    products: shape9,
  },
  Comment: {
    author: shape50,
    extra: shape14,
    text: shape50,
  },
  Counted: {
    boxes: {map:{number:"number"}},
    extra: shape14,
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}]},
    percent: shape46,
  },
  Counts: {
    by: shape12,
    coarser: {list:{part:"Counts"}},
    extra: shape14,
    gaps: shape35,
    panel: {part:"Panel",nullable:true},
    questions: shape18,
    respondents: shape6,
    segments: shape5,
    stages: shape18,
    waves: shape12,
    withheld: shape6,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape47,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape14,
    id: shape49,
    kind: shape32,
    lanes: {list:{part:"Lane"}},
    metric: shape39,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape8,
    scenario: shape50,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape50,
  },
  Figure: {
    extra: shape14,
    high: shape26,
    low: shape26,
    method: shape47,
    n: shape22,
    value: shape26,
    why: {one:["","no rows","not asked","withheld"]},
  },
  Lane: {
    extra: shape14,
    hint: shape50,
    id: shape49,
    kind: shape31,
    layer: shape30,
    measures: shape13,
    name: shape51,
    role: shape28,
    source: shape48,
    target: shape26,
  },
  LaneChanges: {
    hint: shape50,
    kind: shape31,
    layer: shape30,
    measures: shape13,
    name: shape51,
    role: shape28,
    source: shape48,
    target: shape26,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true},
    extra: shape14,
    measures: {list:{part:"MeasureInfo"}},
    respondents: shape21,
  },
  MapChanges: {
    kind: shape32,
    metric: shape39,
    scale: shape8,
    scenario: shape50,
    title: shape50,
  },
  Measure: {
    extra: shape14,
    name: shape47,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  MeasureInfo: {
    extra: shape14,
    high: shape27,
    label: shape50,
    level: shape27,
    low: shape27,
    name: shape47,
    unit: {one:["amount","nps","score","share"]},
    variant: shape50,
  },
  Metric: {
    extra: shape14,
    measure: shape47,
    name: shape51,
    source: shape48,
    stage: shape48,
    target: shape26,
  },
  Move: {
    before: shape48,
    id: shape49,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape48,
    card: shape49,
    lane: shape49,
    stage: shape49,
    to_lane: shape49,
    to_stage: shape49,
  },
  Panel: {
    by: shape12,
    extra: shape14,
    segments: shape5,
    stages: {map:{list:{part:"WavePair"}}},
  },
  Persona: {
    about: shape50,
    extra: shape14,
    id: shape49,
    name: shape51,
    segment: shape19,
  },
  PersonaChanges: {
    about: shape50,
    name: shape51,
    segment: shape19,
  },
  Phase: {
    extra: shape14,
    id: shape49,
    name: shape51,
  },
  PhaseChanges: {
    name: shape51,
  },
  Remove: {
    id: shape49,
    what: {one:["lane","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape49,
    lane: shape49,
    stage: shape49,
    was: shape33,
  },
  Replace: {
    document: {part:"Document"},
  },
  Score: {
    evidence: shape29,
    extra: shape14,
    source: shape50,
    value: shape27,
  },
  SetCard: {
    card: shape49,
    changes: shape34,
    lane: shape49,
    stage: shape49,
    was: shape34,
  },
  SetEmotion: {
    persona: shape49,
    score: shape42,
    stage: shape49,
    was: shape42,
  },
  SetLane: {
    again: shape2,
    changes: shape36,
    lane: shape49,
    was: shape36,
  },
  SetMap: {
    changes: shape38,
    was: shape38,
  },
  SetPersona: {
    changes: shape40,
    persona: shape49,
    was: shape40,
  },
  SetPhase: {
    changes: shape41,
    phase: shape49,
    was: shape41,
  },
  SetSource: {
    changes: shape43,
    source: shape49,
    was: shape43,
  },
  SetStage: {
    changes: shape45,
    stage: shape49,
    was: shape45,
  },
  Source: {
    by: shape12,
    cluster: shape46,
    columns: shape20,
    counted: {part:"Counted",nullable:true},
    counts: shape35,
    engine: shape47,
    every: {one:["day","month","quarter","week","year"],nullable:true},
    expected: shape19,
    extra: shape14,
    figures: shape16,
    file: shape44,
    fingerprint: shape47,
    id: shape49,
    kind: {one:["amounts","counts","survey"]},
    legend: shape37,
    match: {one:["exact","glob","ignore case","regex"]},
    measures: shape11,
    min_n: {number:"integer",least:5},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape51,
    note: shape50,
    per: {one:["answer","respondent"]},
    query: shape50,
    read: shape47,
    respondent: shape46,
    rows: shape22,
    scale: shape7,
    score: shape46,
    stage: shape46,
    stages: shape20,
    wave: shape46,
    waves: shape12,
    weight: shape46,
    where: {map:{list:{text:0,nullable:true}}},
    width: shape22,
  },
  SourceChanges: {
    counts: shape35,
    figures: shape16,
    file: shape44,
    fingerprint: shape47,
    legend: shape37,
    measures: shape11,
    name: shape51,
    note: shape50,
    read: shape47,
    rows: shape22,
    scale: shape7,
    width: shape22,
  },
  SourceFile: {
    extra: shape14,
    fingerprint: shape47,
    modified: shape47,
    path: shape50,
    size: shape22,
  },
  Stage: {
    duration: shape25,
    extra: shape14,
    goal: shape50,
    id: shape49,
    moment_of_truth: shape2,
    name: shape51,
    phase: shape48,
    timing: shape50,
  },
  StageChanges: {
    duration: shape25,
    goal: shape50,
    moment_of_truth: shape2,
    name: shape51,
    phase: shape48,
    timing: shape50,
  },
  Tally: {
    clusters: {part:"Clusters",nullable:true},
    extra: shape14,
    n: shape3,
    sums: {list:{list:{number:"number"},length:4}},
    values: shape9,
    weights: shape4,
    weights_squared: shape4,
    withheld: shape6,
  },
  WavePair: {
    extra: shape14,
    n: shape3,
    scores: {list:{list:{number:"number"},length:2}},
    waves: {list:{text:0},length:2},
    weights: shape4,
    weights_squared: shape4,
  },
};
