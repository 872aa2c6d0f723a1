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
  Source: {by:[],cluster:null,columns:{},counted:null,counts:null,engine:"",extra:{},figures:{},file:null,fingerprint:"",kind:"survey",legend:null,match:"exact",measures:[],min_n:10,missing:[],note:"",off_map:0,per:"respondent",query:"",read:"",respondent:null,rows:0,scale:null,score:null,stage:null,stages:{},wave:null,weight:null,where:{},width:0},
  SourceFile: {extra:{}},
  Stage: {duration:null,extra:{},goal:"",moment_of_truth:false,phase:null,timing:""},
  Tally: {answers:null,clusters:null,extra:{},sums:[],weights:[],weights_squared:[],withheld:[]},
} as const;

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
};

const shape1: Shape = {flag:true,nullable:true};
const shape2: Shape = {flag:true};
const shape3: Shape = {list:{list:{number:"integer",least:0,most:9007199254740991},length:2}};
const shape4: Shape = {list:{list:{number:"integer",least:0,most:9007199254740991}}};
const shape5: Shape = {list:{list:{number:"number"}}};
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
const shape35: Shape = {part:"Clusters",nullable:true};
const shape36: Shape = {part:"Counts",nullable:true};
const shape37: Shape = {part:"LaneChanges"};
const shape38: Shape = {part:"Legend",nullable:true};
const shape39: Shape = {part:"MapChanges"};
const shape40: Shape = {part:"Metric",nullable:true};
const shape41: Shape = {part:"PersonaChanges"};
const shape42: Shape = {part:"PhaseChanges"};
const shape43: Shape = {part:"Score",nullable:true};
const shape44: Shape = {part:"SourceChanges"};
const shape45: Shape = {part:"SourceFile",nullable:true};
const shape46: Shape = {part:"StageChanges"};
const shape47: Shape = {text:0,nullable:true};
const shape48: Shape = {text:0};
const shape49: Shape = {text:200,least:1,nullable:true};
const shape50: Shape = {text:200,least:1};
const shape51: Shape = {text:20000};
const shape52: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape49,
    card: shape33,
    lane: shape50,
    stage: shape50,
  },
  AddLane: {
    again: shape2,
    before: shape49,
    cells: shape15,
    lane: {part:"Lane"},
  },
  AddPersona: {
    before: shape49,
    emotion: shape17,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape49,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape49,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape49,
    cells: shape15,
    emotion: shape17,
    stage: {part:"Stage"},
  },
  AnswerTally: {
    clusters: shape35,
    extra: shape14,
    n: shape4,
    pairs: shape3,
    products: shape5,
    questions: shape12,
    shares: shape5,
    values: shape9,
    withheld: shape6,
  },
  Card: {
    channel: shape51,
    comments: shape10,
    effort: shape24,
    evidence: shape29,
    extra: shape14,
    id: shape50,
    impact: shape24,
    kpi: shape51,
    links: shape13,
    n: shape21,
    ours: shape1,
    owner: shape51,
    severity: shape24,
    source: shape51,
    span: shape23,
    tags: shape13,
    text: shape51,
  },
  CardChanges: {
    channel: shape51,
    comments: shape10,
    effort: shape24,
    evidence: shape29,
    impact: shape24,
    kpi: shape51,
    links: shape13,
    n: shape21,
    ours: shape1,
    owner: shape51,
    severity: shape24,
    source: shape51,
    span: shape23,
    tags: shape13,
    text: shape51,
  },
  Clusters: {
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3}},
    extra: shape14,
    pairs: shape3,
    products: shape9,
  },
  Comment: {
    author: shape51,
    extra: shape14,
    text: shape51,
  },
  Counted: {
    boxes: {map:{number:"number"}},
    extra: shape14,
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}]},
    percent: shape47,
  },
  Counts: {
    by: shape12,
    coarser: {list:{part:"Counts"}},
    extra: shape14,
    questions: shape18,
    respondents: shape6,
    segments: {list:{list:{text:0,nullable:true}}},
    stages: shape18,
    withheld: shape6,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape48,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape14,
    id: shape50,
    kind: shape32,
    lanes: {list:{part:"Lane"}},
    metric: shape40,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape8,
    scenario: shape51,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape51,
  },
  Figure: {
    extra: shape14,
    high: shape26,
    low: shape26,
    method: shape48,
    n: shape22,
    value: shape26,
    why: {one:["","no rows","not asked","withheld"]},
  },
  Lane: {
    extra: shape14,
    hint: shape51,
    id: shape50,
    kind: shape31,
    layer: shape30,
    measures: shape13,
    name: shape52,
    role: shape28,
    source: shape49,
    target: shape26,
  },
  LaneChanges: {
    hint: shape51,
    kind: shape31,
    layer: shape30,
    measures: shape13,
    name: shape52,
    role: shape28,
    source: shape49,
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
    metric: shape40,
    scale: shape8,
    scenario: shape51,
    title: shape51,
  },
  Measure: {
    extra: shape14,
    name: shape48,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  MeasureInfo: {
    extra: shape14,
    high: shape27,
    label: shape51,
    level: shape27,
    low: shape27,
    name: shape48,
    unit: {one:["amount","nps","score","share"]},
    variant: shape51,
  },
  Metric: {
    extra: shape14,
    measure: shape48,
    name: shape52,
    source: shape49,
    stage: shape49,
    target: shape26,
  },
  Move: {
    before: shape49,
    id: shape50,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape49,
    card: shape50,
    lane: shape50,
    stage: shape50,
    to_lane: shape50,
    to_stage: shape50,
  },
  Persona: {
    about: shape51,
    extra: shape14,
    id: shape50,
    name: shape52,
    segment: shape19,
  },
  PersonaChanges: {
    about: shape51,
    name: shape52,
    segment: shape19,
  },
  Phase: {
    extra: shape14,
    id: shape50,
    name: shape52,
  },
  PhaseChanges: {
    name: shape52,
  },
  Remove: {
    id: shape50,
    what: {one:["lane","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape50,
    lane: shape50,
    stage: shape50,
    was: shape33,
  },
  Replace: {
    document: {part:"Document"},
  },
  Score: {
    evidence: shape29,
    extra: shape14,
    source: shape51,
    value: shape27,
  },
  SetCard: {
    card: shape50,
    changes: shape34,
    lane: shape50,
    stage: shape50,
    was: shape34,
  },
  SetEmotion: {
    persona: shape50,
    score: shape43,
    stage: shape50,
    was: shape43,
  },
  SetLane: {
    again: shape2,
    changes: shape37,
    lane: shape50,
    was: shape37,
  },
  SetMap: {
    changes: shape39,
    was: shape39,
  },
  SetPersona: {
    changes: shape41,
    persona: shape50,
    was: shape41,
  },
  SetPhase: {
    changes: shape42,
    phase: shape50,
    was: shape42,
  },
  SetSource: {
    changes: shape44,
    source: shape50,
    was: shape44,
  },
  SetStage: {
    changes: shape46,
    stage: shape50,
    was: shape46,
  },
  Source: {
    by: shape12,
    cluster: shape47,
    columns: shape20,
    counted: {part:"Counted",nullable:true},
    counts: shape36,
    engine: shape48,
    extra: shape14,
    figures: shape16,
    file: shape45,
    fingerprint: shape48,
    id: shape50,
    kind: {one:["amounts","counts","survey"]},
    legend: shape38,
    match: {one:["exact","glob","ignore case","regex"]},
    measures: shape11,
    min_n: {number:"integer",least:5},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape52,
    note: shape51,
    off_map: shape22,
    per: {one:["answer","respondent"]},
    query: shape51,
    read: shape48,
    respondent: shape47,
    rows: shape22,
    scale: shape7,
    score: shape47,
    stage: shape47,
    stages: shape20,
    wave: shape47,
    weight: shape47,
    where: {map:{list:{text:0,nullable:true}}},
    width: shape22,
  },
  SourceChanges: {
    counts: shape36,
    figures: shape16,
    file: shape45,
    fingerprint: shape48,
    legend: shape38,
    measures: shape11,
    name: shape52,
    note: shape51,
    off_map: shape22,
    read: shape48,
    rows: shape22,
    scale: shape7,
    width: shape22,
  },
  SourceFile: {
    extra: shape14,
    fingerprint: shape48,
    modified: shape48,
    path: shape51,
    size: shape22,
  },
  Stage: {
    duration: shape25,
    extra: shape14,
    goal: shape51,
    id: shape50,
    moment_of_truth: shape2,
    name: shape52,
    phase: shape49,
    timing: shape51,
  },
  StageChanges: {
    duration: shape25,
    goal: shape51,
    moment_of_truth: shape2,
    name: shape52,
    phase: shape49,
    timing: shape51,
  },
  Tally: {
    answers: {part:"AnswerTally",nullable:true},
    clusters: shape35,
    extra: shape14,
    n: shape4,
    sums: {list:{list:{number:"number"},length:4}},
    values: shape9,
    weights: shape5,
    weights_squared: shape5,
    withheld: shape6,
  },
};
