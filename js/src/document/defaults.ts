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
  Measure: {extra:{},options:{}},
  Metric: {extra:{},measure:"",source:null,stage:null,target:null},
  Move: {before:null},
  MoveCard: {before:null},
  Persona: {about:"",extra:{},segment:{}},
  Phase: {extra:{}},
  Score: {evidence:"assumption",extra:{},source:""},
  SetEmotion: {score:null},
  SetLane: {again:false},
  Source: {by:[],cluster:null,columns:{},counted:null,counts:null,engine:"",extra:{},figures:{},file:null,fingerprint:"",kind:"survey",match:"exact",measures:[],min_n:10,missing:[],note:"",per:"respondent",query:"",read:"",respondent:null,rows:0,scale:null,score:null,stage:null,stages:{},wave:null,weight:null,where:{},width:0},
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
const shape5: Shape = {list:{number:"number"},length:2};
const shape6: Shape = {list:{number:"number"}};
const shape7: Shape = {list:{part:"Comment"}};
const shape8: Shape = {list:{part:"Measure"}};
const shape9: Shape = {list:{text:0}};
const shape10: Shape = {list:{text:20000}};
const shape11: Shape = {map:{free:true}};
const shape12: Shape = {map:{list:{part:"Card"}}};
const shape13: Shape = {map:{map:{part:"Figure"}}};
const shape14: Shape = {map:{part:"Score"}};
const shape15: Shape = {map:{part:"Tally"}};
const shape16: Shape = {map:{text:0}};
const shape17: Shape = {map:{text:200,least:1}};
const shape18: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape19: Shape = {number:"integer",least:0,most:9007199254740991};
const shape20: Shape = {number:"integer",least:1,most:1000};
const shape21: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape22: Shape = {number:"number",least:0,nullable:true};
const shape23: Shape = {number:"number",nullable:true};
const shape24: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape25: Shape = {one:["assumption","data","none","quote"]};
const shape26: Shape = {one:["backstage","customer","frontstage","support"]};
const shape27: Shape = {one:["cards","emotion","measure"]};
const shape28: Shape = {one:["current","future"]};
const shape29: Shape = {part:"Card"};
const shape30: Shape = {part:"CardChanges"};
const shape31: Shape = {part:"Counts",nullable:true};
const shape32: Shape = {part:"LaneChanges"};
const shape33: Shape = {part:"MapChanges"};
const shape34: Shape = {part:"Metric",nullable:true};
const shape35: Shape = {part:"PersonaChanges"};
const shape36: Shape = {part:"PhaseChanges"};
const shape37: Shape = {part:"Score",nullable:true};
const shape38: Shape = {part:"SourceChanges"};
const shape39: Shape = {part:"SourceFile",nullable:true};
const shape40: Shape = {part:"StageChanges"};
const shape41: Shape = {text:0,nullable:true};
const shape42: Shape = {text:0};
const shape43: Shape = {text:200,least:1,nullable:true};
const shape44: Shape = {text:200,least:1};
const shape45: Shape = {text:20000};
const shape46: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape43,
    card: shape29,
    lane: shape44,
    stage: shape44,
  },
  AddLane: {
    again: shape2,
    before: shape43,
    cells: shape12,
    lane: {part:"Lane"},
  },
  AddPersona: {
    before: shape43,
    emotion: shape14,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape43,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape43,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape43,
    cells: shape12,
    emotion: shape14,
    stage: {part:"Stage"},
  },
  Card: {
    channel: shape45,
    comments: shape7,
    effort: shape21,
    evidence: shape25,
    extra: shape11,
    id: shape44,
    impact: shape21,
    kpi: shape45,
    links: shape10,
    n: shape18,
    ours: shape1,
    owner: shape45,
    severity: shape21,
    source: shape45,
    span: shape20,
    tags: shape10,
    text: shape45,
  },
  CardChanges: {
    channel: shape45,
    comments: shape7,
    effort: shape21,
    evidence: shape25,
    impact: shape21,
    kpi: shape45,
    links: shape10,
    n: shape18,
    ours: shape1,
    owner: shape45,
    severity: shape21,
    source: shape45,
    span: shape20,
    tags: shape10,
    text: shape45,
  },
  Clusters: {
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3}},
    extra: shape11,
    pairs: {list:{list:{number:"integer",least:0,most:9007199254740991},length:2}},
    products: shape6,
  },
  Comment: {
    author: shape45,
    extra: shape11,
    text: shape45,
  },
  Counted: {
    boxes: {map:{number:"number"}},
    extra: shape11,
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}]},
    percent: shape41,
  },
  Counts: {
    by: shape9,
    coarser: {list:{part:"Counts"}},
    extra: shape11,
    questions: shape15,
    respondents: shape4,
    segments: {list:{list:{text:0,nullable:true}}},
    stages: shape15,
    withheld: shape4,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape42,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape11,
    id: shape44,
    kind: shape28,
    lanes: {list:{part:"Lane"}},
    metric: shape34,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape5,
    scenario: shape45,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape45,
  },
  Figure: {
    extra: shape11,
    high: shape23,
    low: shape23,
    method: shape42,
    n: shape19,
    value: shape23,
    why: {one:["","no rows","not asked","withheld"]},
  },
  Lane: {
    extra: shape11,
    hint: shape45,
    id: shape44,
    kind: shape27,
    layer: shape26,
    measures: shape10,
    name: shape46,
    role: shape24,
    source: shape43,
    target: shape23,
  },
  LaneChanges: {
    hint: shape45,
    kind: shape27,
    layer: shape26,
    measures: shape10,
    name: shape46,
    role: shape24,
    source: shape43,
    target: shape23,
  },
  MapChanges: {
    kind: shape28,
    metric: shape34,
    scale: shape5,
    scenario: shape45,
    title: shape45,
  },
  Measure: {
    extra: shape11,
    name: shape42,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  Metric: {
    extra: shape11,
    measure: shape42,
    name: shape46,
    source: shape43,
    stage: shape43,
    target: shape23,
  },
  Move: {
    before: shape43,
    id: shape44,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape43,
    card: shape44,
    lane: shape44,
    stage: shape44,
    to_lane: shape44,
    to_stage: shape44,
  },
  Persona: {
    about: shape45,
    extra: shape11,
    id: shape44,
    name: shape46,
    segment: shape16,
  },
  PersonaChanges: {
    about: shape45,
    name: shape46,
    segment: shape16,
  },
  Phase: {
    extra: shape11,
    id: shape44,
    name: shape46,
  },
  PhaseChanges: {
    name: shape46,
  },
  Remove: {
    id: shape44,
    what: {one:["lane","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape44,
    lane: shape44,
    stage: shape44,
    was: shape29,
  },
  Replace: {
    document: {part:"Document"},
  },
  Score: {
    evidence: shape25,
    extra: shape11,
    source: shape45,
    value: {number:"number"},
  },
  SetCard: {
    card: shape44,
    changes: shape30,
    lane: shape44,
    stage: shape44,
    was: shape30,
  },
  SetEmotion: {
    persona: shape44,
    score: shape37,
    stage: shape44,
    was: shape37,
  },
  SetLane: {
    again: shape2,
    changes: shape32,
    lane: shape44,
    was: shape32,
  },
  SetMap: {
    changes: shape33,
    was: shape33,
  },
  SetPersona: {
    changes: shape35,
    persona: shape44,
    was: shape35,
  },
  SetPhase: {
    changes: shape36,
    phase: shape44,
    was: shape36,
  },
  SetSource: {
    changes: shape38,
    source: shape44,
    was: shape38,
  },
  SetStage: {
    changes: shape40,
    stage: shape44,
    was: shape40,
  },
  Source: {
    by: shape9,
    cluster: shape41,
    columns: shape17,
    counted: {part:"Counted",nullable:true},
    counts: shape31,
    engine: shape42,
    extra: shape11,
    figures: shape13,
    file: shape39,
    fingerprint: shape42,
    id: shape44,
    kind: {one:["counts","events","survey"]},
    match: {one:["exact","glob","ignore case","regex"]},
    measures: shape8,
    min_n: {number:"integer",least:5},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape46,
    note: shape45,
    per: {one:["answer","respondent"]},
    query: shape45,
    read: shape42,
    respondent: shape41,
    rows: shape19,
    scale: {list:{number:"number"},length:2,nullable:true},
    score: shape41,
    stage: shape41,
    stages: shape17,
    wave: shape41,
    weight: shape41,
    where: {map:{list:{text:0,nullable:true}}},
    width: shape19,
  },
  SourceChanges: {
    counts: shape31,
    figures: shape13,
    file: shape39,
    fingerprint: shape42,
    measures: shape8,
    name: shape46,
    read: shape42,
    rows: shape19,
    width: shape19,
  },
  SourceFile: {
    extra: shape11,
    fingerprint: shape42,
    modified: shape42,
    path: shape45,
    size: shape19,
  },
  Stage: {
    duration: shape22,
    extra: shape11,
    goal: shape45,
    id: shape44,
    moment_of_truth: shape2,
    name: shape46,
    phase: shape43,
    timing: shape45,
  },
  StageChanges: {
    duration: shape22,
    goal: shape45,
    moment_of_truth: shape2,
    name: shape46,
    phase: shape43,
    timing: shape45,
  },
  Tally: {
    clusters: {part:"Clusters",nullable:true},
    extra: shape11,
    n: {list:{list:{number:"integer",least:0,most:9007199254740991}}},
    sums: {list:{list:{number:"number"},length:4}},
    values: shape6,
    weights: shape3,
    weights_squared: shape3,
    withheld: shape4,
  },
};
