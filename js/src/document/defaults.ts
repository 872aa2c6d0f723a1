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
  Counts: {by:[],coarser:[],extra:{},questions:{},respondents:[],segments:[[]],stages:{},withheld:[]},
  Document: {cells:{},cjm:"1.0",emotion:{},extra:{},kind:"current",lanes:[],metric:null,personas:[],phases:[],scale:[-2,2],scenario:"",sources:[],stages:[],title:""},
  Figure: {extra:{},high:null,low:null,method:"",value:null,why:""},
  Lane: {extra:{},hint:"",kind:"cards",layer:"customer",measures:[],role:"other",source:null,target:null},
  Legend: {curve:null,extra:{},measures:[],respondents:null},
  Measure: {extra:{},options:{}},
  MeasureInfo: {extra:{},variant:""},
  Metric: {extra:{},measure:"",source:null,stage:null,target:null},
  Move: {before:null},
  MoveCard: {before:null},
  Persona: {about:"",extra:{},segment:{}},
  Phase: {extra:{}},
  Score: {evidence:"assumption",extra:{},source:""},
  SetEmotion: {score:null},
  SetLane: {again:false},
  Source: {by:[],cluster:null,columns:{},counted:null,counts:null,crossings:[],engine:"",extra:{},figures:{},file:null,fingerprint:"",kind:"survey",legend:null,match:"exact",measures:[],min_n:10,missing:[],note:"",per:"respondent",query:"",read:"",respondent:null,rows:0,scale:null,score:null,stage:null,stages:{},wave:null,weight:null,where:{},width:0},
  SourceFile: {extra:{}},
  Stage: {duration:null,extra:{},goal:"",moment_of_truth:false,phase:null,timing:""},
  Tally: {clusters:null,extra:{},sums:[],weights:[],weights_squared:[],withheld:[]},
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
};

const shape1: Shape = {flag:true,nullable:true};
const shape2: Shape = {flag:true};
const shape3: Shape = {list:{list:{number:"number"}}};
const shape4: Shape = {list:{number:"integer",least:0,most:9007199254740991}};
const shape5: Shape = {list:{number:"number"},length:2,nullable:true};
const shape6: Shape = {list:{number:"number"},length:2};
const shape7: Shape = {list:{number:"number"}};
const shape8: Shape = {list:{part:"Comment"}};
const shape9: Shape = {list:{part:"Measure"}};
const shape10: Shape = {list:{text:0}};
const shape11: Shape = {list:{text:20000}};
const shape12: Shape = {map:{free:true}};
const shape13: Shape = {map:{list:{part:"Card"}}};
const shape14: Shape = {map:{map:{part:"Figure"}}};
const shape15: Shape = {map:{part:"Score"}};
const shape16: Shape = {map:{part:"Tally"}};
const shape17: Shape = {map:{text:0}};
const shape18: Shape = {map:{text:200,least:1}};
const shape19: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape20: Shape = {number:"integer",least:0,most:9007199254740991};
const shape21: Shape = {number:"integer",least:1,most:1000};
const shape22: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape23: Shape = {number:"number",least:0,nullable:true};
const shape24: Shape = {number:"number",nullable:true};
const shape25: Shape = {number:"number"};
const shape26: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape27: Shape = {one:["assumption","data","none","quote"]};
const shape28: Shape = {one:["backstage","customer","frontstage","support"]};
const shape29: Shape = {one:["cards","emotion","measure"]};
const shape30: Shape = {one:["current","future"]};
const shape31: Shape = {part:"Card"};
const shape32: Shape = {part:"CardChanges"};
const shape33: Shape = {part:"Counts",nullable:true};
const shape34: Shape = {part:"LaneChanges"};
const shape35: Shape = {part:"Legend",nullable:true};
const shape36: Shape = {part:"MapChanges"};
const shape37: Shape = {part:"Metric",nullable:true};
const shape38: Shape = {part:"PersonaChanges"};
const shape39: Shape = {part:"PhaseChanges"};
const shape40: Shape = {part:"Score",nullable:true};
const shape41: Shape = {part:"SourceChanges"};
const shape42: Shape = {part:"SourceFile",nullable:true};
const shape43: Shape = {part:"StageChanges"};
const shape44: Shape = {text:0,nullable:true};
const shape45: Shape = {text:0};
const shape46: Shape = {text:200,least:1,nullable:true};
const shape47: Shape = {text:200,least:1};
const shape48: Shape = {text:20000};
const shape49: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape46,
    card: shape31,
    lane: shape47,
    stage: shape47,
  },
  AddLane: {
    again: shape2,
    before: shape46,
    cells: shape13,
    lane: {part:"Lane"},
  },
  AddPersona: {
    before: shape46,
    emotion: shape15,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape46,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape46,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape46,
    cells: shape13,
    emotion: shape15,
    stage: {part:"Stage"},
  },
  Card: {
    channel: shape48,
    comments: shape8,
    effort: shape22,
    evidence: shape27,
    extra: shape12,
    id: shape47,
    impact: shape22,
    kpi: shape48,
    links: shape11,
    n: shape19,
    ours: shape1,
    owner: shape48,
    severity: shape22,
    source: shape48,
    span: shape21,
    tags: shape11,
    text: shape48,
  },
  CardChanges: {
    channel: shape48,
    comments: shape8,
    effort: shape22,
    evidence: shape27,
    impact: shape22,
    kpi: shape48,
    links: shape11,
    n: shape19,
    ours: shape1,
    owner: shape48,
    severity: shape22,
    source: shape48,
    span: shape21,
    tags: shape11,
    text: shape48,
  },
  Clusters: {
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3}},
    extra: shape12,
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2}},
    products: shape7,
  },
  Comment: {
    author: shape48,
    extra: shape12,
    text: shape48,
  },
  Counted: {
    boxes: {map:{number:"number"}},
    extra: shape12,
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}]},
    percent: shape44,
  },
  Counts: {
    by: shape10,
    coarser: {list:{part:"Counts"}},
    extra: shape12,
    questions: shape16,
    respondents: shape4,
    segments: {list:{list:{text:0,nullable:true}}},
    stages: shape16,
    withheld: shape4,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape45,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape12,
    id: shape47,
    kind: shape30,
    lanes: {list:{part:"Lane"}},
    metric: shape37,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape6,
    scenario: shape48,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape48,
  },
  Figure: {
    extra: shape12,
    high: shape24,
    low: shape24,
    method: shape45,
    n: shape20,
    value: shape24,
    why: {one:["","no rows","not asked","not counted","withheld"]},
  },
  Lane: {
    extra: shape12,
    hint: shape48,
    id: shape47,
    kind: shape29,
    layer: shape28,
    measures: shape11,
    name: shape49,
    role: shape26,
    source: shape46,
    target: shape24,
  },
  LaneChanges: {
    hint: shape48,
    kind: shape29,
    layer: shape28,
    measures: shape11,
    name: shape49,
    role: shape26,
    source: shape46,
    target: shape24,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true},
    extra: shape12,
    measures: {list:{part:"MeasureInfo"}},
    respondents: shape19,
  },
  MapChanges: {
    kind: shape30,
    metric: shape37,
    scale: shape6,
    scenario: shape48,
    title: shape48,
  },
  Measure: {
    extra: shape12,
    name: shape45,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  MeasureInfo: {
    extra: shape12,
    high: shape25,
    label: shape48,
    level: shape25,
    low: shape25,
    name: shape45,
    unit: {one:["amount","nps","score","share"]},
    variant: shape48,
  },
  Metric: {
    extra: shape12,
    measure: shape45,
    name: shape49,
    source: shape46,
    stage: shape46,
    target: shape24,
  },
  Move: {
    before: shape46,
    id: shape47,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape46,
    card: shape47,
    lane: shape47,
    stage: shape47,
    to_lane: shape47,
    to_stage: shape47,
  },
  Persona: {
    about: shape48,
    extra: shape12,
    id: shape47,
    name: shape49,
    segment: shape17,
  },
  PersonaChanges: {
    about: shape48,
    name: shape49,
    segment: shape17,
  },
  Phase: {
    extra: shape12,
    id: shape47,
    name: shape49,
  },
  PhaseChanges: {
    name: shape49,
  },
  Remove: {
    id: shape47,
    what: {one:["lane","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape47,
    lane: shape47,
    stage: shape47,
    was: shape31,
  },
  Replace: {
    document: {part:"Document"},
  },
  Score: {
    evidence: shape27,
    extra: shape12,
    source: shape48,
    value: shape25,
  },
  SetCard: {
    card: shape47,
    changes: shape32,
    lane: shape47,
    stage: shape47,
    was: shape32,
  },
  SetEmotion: {
    persona: shape47,
    score: shape40,
    stage: shape47,
    was: shape40,
  },
  SetLane: {
    again: shape2,
    changes: shape34,
    lane: shape47,
    was: shape34,
  },
  SetMap: {
    changes: shape36,
    was: shape36,
  },
  SetPersona: {
    changes: shape38,
    persona: shape47,
    was: shape38,
  },
  SetPhase: {
    changes: shape39,
    phase: shape47,
    was: shape39,
  },
  SetSource: {
    changes: shape41,
    source: shape47,
    was: shape41,
  },
  SetStage: {
    changes: shape43,
    stage: shape47,
    was: shape43,
  },
  Source: {
    by: shape10,
    cluster: shape44,
    columns: shape18,
    counted: {part:"Counted",nullable:true},
    counts: shape33,
    crossings: {list:{list:{text:0}}},
    engine: shape45,
    extra: shape12,
    figures: shape14,
    file: shape42,
    fingerprint: shape45,
    id: shape47,
    kind: {one:["amounts","counts","survey"]},
    legend: shape35,
    match: {one:["exact","glob","ignore case","regex"]},
    measures: shape9,
    min_n: {number:"integer",least:1},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape49,
    note: shape48,
    per: {one:["answer","respondent"]},
    query: shape48,
    read: shape45,
    respondent: shape44,
    rows: shape20,
    scale: shape5,
    score: shape44,
    stage: shape44,
    stages: shape18,
    wave: shape44,
    weight: shape44,
    where: {map:{list:{text:0,nullable:true}}},
    width: shape20,
  },
  SourceChanges: {
    counts: shape33,
    figures: shape14,
    file: shape42,
    fingerprint: shape45,
    legend: shape35,
    measures: shape9,
    name: shape49,
    note: shape48,
    read: shape45,
    rows: shape20,
    scale: shape5,
    width: shape20,
  },
  SourceFile: {
    extra: shape12,
    fingerprint: shape45,
    modified: shape45,
    path: shape48,
    size: shape20,
  },
  Stage: {
    duration: shape23,
    extra: shape12,
    goal: shape48,
    id: shape47,
    moment_of_truth: shape2,
    name: shape49,
    phase: shape46,
    timing: shape48,
  },
  StageChanges: {
    duration: shape23,
    goal: shape48,
    moment_of_truth: shape2,
    name: shape49,
    phase: shape46,
    timing: shape48,
  },
  Tally: {
    clusters: {part:"Clusters",nullable:true},
    extra: shape12,
    n: {list:{list:{number:"integer",least:0,most:9007199254740991}}},
    sums: {list:{list:{number:"number"},length:4}},
    values: shape7,
    weights: shape3,
    weights_squared: shape3,
    withheld: shape4,
  },
};
