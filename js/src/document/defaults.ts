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
  Source: {by:[],cluster:null,columns:{},counted:null,counts:null,engine:"",every:null,expected:{},extra:{},figures:{},file:null,fingerprint:"",kind:"survey",legend:null,match:"exact",measures:[],min_n:10,missing:[],note:"",off_map:0,per:"respondent",query:"",read:"",respondent:null,rows:0,scale:null,score:null,stage:null,stages:{},wave:null,waves:[],weight:null,where:{},width:0},
  SourceFile: {extra:{}},
  Stage: {duration:null,extra:{},goal:"",moment_of_truth:false,phase:null,timing:""},
  Tally: {answers:null,clusters:null,extra:{},sums:[],weights:[],weights_squared:[],withheld:[]},
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
const shape18: Shape = {map:{part:"Score"}};
const shape19: Shape = {map:{part:"Tally"}};
const shape20: Shape = {map:{text:0}};
const shape21: Shape = {map:{text:200,least:1}};
const shape22: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape23: Shape = {number:"integer",least:0,most:9007199254740991};
const shape24: Shape = {number:"integer",least:1,most:1000};
const shape25: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape26: Shape = {number:"number",least:0,nullable:true};
const shape27: Shape = {number:"number",nullable:true};
const shape28: Shape = {number:"number"};
const shape29: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape30: Shape = {one:["assumption","data","none","quote"]};
const shape31: Shape = {one:["backstage","customer","frontstage","support"]};
const shape32: Shape = {one:["cards","emotion","measure"]};
const shape33: Shape = {one:["current","future"]};
const shape34: Shape = {part:"Card"};
const shape35: Shape = {part:"CardChanges"};
const shape36: Shape = {part:"Clusters",nullable:true};
const shape37: Shape = {part:"Counts",nullable:true};
const shape38: Shape = {part:"LaneChanges"};
const shape39: Shape = {part:"Legend",nullable:true};
const shape40: Shape = {part:"MapChanges"};
const shape41: Shape = {part:"Metric",nullable:true};
const shape42: Shape = {part:"PersonaChanges"};
const shape43: Shape = {part:"PhaseChanges"};
const shape44: Shape = {part:"Score",nullable:true};
const shape45: Shape = {part:"SourceChanges"};
const shape46: Shape = {part:"SourceFile",nullable:true};
const shape47: Shape = {part:"StageChanges"};
const shape48: Shape = {text:0,nullable:true};
const shape49: Shape = {text:0};
const shape50: Shape = {text:200,least:1,nullable:true};
const shape51: Shape = {text:200,least:1};
const shape52: Shape = {text:20000};
const shape53: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape50,
    card: shape34,
    lane: shape51,
    stage: shape51,
  },
  AddLane: {
    again: shape2,
    before: shape50,
    cells: shape16,
    lane: {part:"Lane"},
  },
  AddPersona: {
    before: shape50,
    emotion: shape18,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape50,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape50,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape50,
    cells: shape16,
    emotion: shape18,
    stage: {part:"Stage"},
  },
  AnswerTally: {
    clusters: shape36,
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
    channel: shape52,
    comments: shape11,
    effort: shape25,
    evidence: shape30,
    extra: shape15,
    id: shape51,
    impact: shape25,
    kpi: shape52,
    links: shape14,
    n: shape22,
    ours: shape1,
    owner: shape52,
    severity: shape25,
    source: shape52,
    span: shape24,
    tags: shape14,
    text: shape52,
  },
  CardChanges: {
    channel: shape52,
    comments: shape11,
    effort: shape25,
    evidence: shape30,
    impact: shape25,
    kpi: shape52,
    links: shape14,
    n: shape22,
    ours: shape1,
    owner: shape52,
    severity: shape25,
    source: shape52,
    span: shape24,
    tags: shape14,
    text: shape52,
  },
  Clusters: {
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3}},
    extra: shape15,
    pairs: shape3,
    products: shape10,
  },
  Comment: {
    author: shape52,
    extra: shape15,
    text: shape52,
  },
  Counted: {
    boxes: {map:{number:"number"}},
    extra: shape15,
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}]},
    percent: shape48,
  },
  Counts: {
    by: shape13,
    coarser: {list:{part:"Counts"}},
    extra: shape15,
    gaps: shape37,
    panel: {part:"Panel",nullable:true},
    questions: shape19,
    respondents: shape7,
    segments: shape6,
    stages: shape19,
    waves: shape13,
    withheld: shape7,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape49,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape15,
    id: shape51,
    kind: shape33,
    lanes: {list:{part:"Lane"}},
    metric: shape41,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape9,
    scenario: shape52,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape52,
  },
  Figure: {
    extra: shape15,
    high: shape27,
    low: shape27,
    method: shape49,
    n: shape23,
    value: shape27,
    why: {one:["","no rows","not asked","withheld"]},
  },
  Lane: {
    extra: shape15,
    hint: shape52,
    id: shape51,
    kind: shape32,
    layer: shape31,
    measures: shape14,
    name: shape53,
    role: shape29,
    source: shape50,
    target: shape27,
  },
  LaneChanges: {
    hint: shape52,
    kind: shape32,
    layer: shape31,
    measures: shape14,
    name: shape53,
    role: shape29,
    source: shape50,
    target: shape27,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true},
    extra: shape15,
    measures: {list:{part:"MeasureInfo"}},
    respondents: shape22,
  },
  MapChanges: {
    kind: shape33,
    metric: shape41,
    scale: shape9,
    scenario: shape52,
    title: shape52,
  },
  Measure: {
    extra: shape15,
    name: shape49,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  MeasureInfo: {
    extra: shape15,
    high: shape28,
    label: shape52,
    level: shape28,
    low: shape28,
    name: shape49,
    unit: {one:["amount","nps","score","share"]},
    variant: shape52,
  },
  Metric: {
    extra: shape15,
    measure: shape49,
    name: shape53,
    source: shape50,
    stage: shape50,
    target: shape27,
  },
  Move: {
    before: shape50,
    id: shape51,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape50,
    card: shape51,
    lane: shape51,
    stage: shape51,
    to_lane: shape51,
    to_stage: shape51,
  },
  Panel: {
    by: shape13,
    extra: shape15,
    segments: shape6,
    stages: {map:{list:{part:"WavePair"}}},
  },
  Persona: {
    about: shape52,
    extra: shape15,
    id: shape51,
    name: shape53,
    segment: shape20,
  },
  PersonaChanges: {
    about: shape52,
    name: shape53,
    segment: shape20,
  },
  Phase: {
    extra: shape15,
    id: shape51,
    name: shape53,
  },
  PhaseChanges: {
    name: shape53,
  },
  Remove: {
    id: shape51,
    what: {one:["lane","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape51,
    lane: shape51,
    stage: shape51,
    was: shape34,
  },
  Replace: {
    document: {part:"Document"},
  },
  Score: {
    evidence: shape30,
    extra: shape15,
    source: shape52,
    value: shape28,
  },
  SetCard: {
    card: shape51,
    changes: shape35,
    lane: shape51,
    stage: shape51,
    was: shape35,
  },
  SetEmotion: {
    persona: shape51,
    score: shape44,
    stage: shape51,
    was: shape44,
  },
  SetLane: {
    again: shape2,
    changes: shape38,
    lane: shape51,
    was: shape38,
  },
  SetMap: {
    changes: shape40,
    was: shape40,
  },
  SetPersona: {
    changes: shape42,
    persona: shape51,
    was: shape42,
  },
  SetPhase: {
    changes: shape43,
    phase: shape51,
    was: shape43,
  },
  SetSource: {
    changes: shape45,
    source: shape51,
    was: shape45,
  },
  SetStage: {
    changes: shape47,
    stage: shape51,
    was: shape47,
  },
  Source: {
    by: shape13,
    cluster: shape48,
    columns: shape21,
    counted: {part:"Counted",nullable:true},
    counts: shape37,
    engine: shape49,
    every: {one:["day","month","quarter","week","year"],nullable:true},
    expected: shape20,
    extra: shape15,
    figures: shape17,
    file: shape46,
    fingerprint: shape49,
    id: shape51,
    kind: {one:["amounts","counts","survey"]},
    legend: shape39,
    match: {one:["exact","glob","ignore case","regex"]},
    measures: shape12,
    min_n: {number:"integer",least:5},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape53,
    note: shape52,
    off_map: shape23,
    per: {one:["answer","respondent"]},
    query: shape52,
    read: shape49,
    respondent: shape48,
    rows: shape23,
    scale: shape8,
    score: shape48,
    stage: shape48,
    stages: shape21,
    wave: shape48,
    waves: shape13,
    weight: shape48,
    where: {map:{list:{text:0,nullable:true}}},
    width: shape23,
  },
  SourceChanges: {
    counts: shape37,
    figures: shape17,
    file: shape46,
    fingerprint: shape49,
    legend: shape39,
    measures: shape12,
    name: shape53,
    note: shape52,
    off_map: shape23,
    read: shape49,
    rows: shape23,
    scale: shape8,
    width: shape23,
  },
  SourceFile: {
    extra: shape15,
    fingerprint: shape49,
    modified: shape49,
    path: shape52,
    size: shape23,
  },
  Stage: {
    duration: shape26,
    extra: shape15,
    goal: shape52,
    id: shape51,
    moment_of_truth: shape2,
    name: shape53,
    phase: shape50,
    timing: shape52,
  },
  StageChanges: {
    duration: shape26,
    goal: shape52,
    moment_of_truth: shape2,
    name: shape53,
    phase: shape50,
    timing: shape52,
  },
  Tally: {
    answers: {part:"AnswerTally",nullable:true},
    clusters: shape36,
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
