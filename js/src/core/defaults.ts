/** Made by js/defaults.mjs from wire.schema.json; do not edit. */
import type { Shape } from "./shape";

/** What a missing field means: neither the wire nor a file says what is as usual. */
export const DEFAULTS = {
  AddCard: {before:null},
  AddLane: {before:null,cells:{}},
  AddPersona: {before:null,emotion:{}},
  AddPhase: {before:null},
  AddSource: {before:null},
  AddStage: {before:null,cells:{},emotion:{}},
  Card: {channel:"",comments:[],effort:null,evidence:"assumption",extra:{},impact:null,kpi:"",links:[],n:null,ours:null,owner:"",severity:null,source:"",span:1,tags:[],text:""},
  Comment: {extra:{}},
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
  Source: {by:[],cluster:null,columns:{},counts:null,engine:"",extra:{},figures:{},fingerprint:"",kind:"survey",measures:[],min_n:10,missing:[],per:"respondent",query:"",read:"",respondent:null,rows:0,scale:null,score:null,stage:null,wave:null,weight:null},
  Stage: {duration:null,extra:{},goal:"",moment_of_truth:false,phase:null,timing:""},
  Tally: {extra:{},weights:[],weights_squared:[],withheld:[]},
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
  Comment: ["author","text"],
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
  Stage: ["id","name"],
  Tally: ["values","n"],
};

const shape1: Shape = {flag:true,nullable:true};
const shape2: Shape = {flag:true};
const shape3: Shape = {list:{list:{number:"number"}}};
const shape4: Shape = {list:{number:"integer",least:0,most:9007199254740991}};
const shape5: Shape = {list:{number:"number"},length:2};
const shape6: Shape = {list:{part:"Comment"}};
const shape7: Shape = {list:{part:"Measure"}};
const shape8: Shape = {list:{text:0}};
const shape9: Shape = {list:{text:20000}};
const shape10: Shape = {map:{free:true}};
const shape11: Shape = {map:{list:{part:"Card"}}};
const shape12: Shape = {map:{map:{part:"Figure"}}};
const shape13: Shape = {map:{part:"Score"}};
const shape14: Shape = {map:{part:"Tally"}};
const shape15: Shape = {map:{text:0}};
const shape16: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape17: Shape = {number:"integer",least:0,most:9007199254740991};
const shape18: Shape = {number:"integer",least:1,most:1000};
const shape19: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape20: Shape = {number:"number",least:0,nullable:true};
const shape21: Shape = {number:"number",nullable:true};
const shape22: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape23: Shape = {one:["assumption","data","none","quote"]};
const shape24: Shape = {one:["backstage","customer","frontstage","support"]};
const shape25: Shape = {one:["cards","emotion","measure"]};
const shape26: Shape = {one:["current","future"]};
const shape27: Shape = {part:"Card"};
const shape28: Shape = {part:"CardChanges"};
const shape29: Shape = {part:"Counts",nullable:true};
const shape30: Shape = {part:"LaneChanges"};
const shape31: Shape = {part:"MapChanges"};
const shape32: Shape = {part:"Metric",nullable:true};
const shape33: Shape = {part:"PersonaChanges"};
const shape34: Shape = {part:"PhaseChanges"};
const shape35: Shape = {part:"Score",nullable:true};
const shape36: Shape = {part:"SourceChanges"};
const shape37: Shape = {part:"StageChanges"};
const shape38: Shape = {text:0,nullable:true};
const shape39: Shape = {text:0};
const shape40: Shape = {text:200,least:1,nullable:true};
const shape41: Shape = {text:200,least:1};
const shape42: Shape = {text:20000};
const shape43: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape40,
    card: shape27,
    lane: shape41,
    stage: shape41,
  },
  AddLane: {
    before: shape40,
    cells: shape11,
    lane: {part:"Lane"},
  },
  AddPersona: {
    before: shape40,
    emotion: shape13,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape40,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape40,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape40,
    cells: shape11,
    emotion: shape13,
    stage: {part:"Stage"},
  },
  Card: {
    channel: shape42,
    comments: shape6,
    effort: shape19,
    evidence: shape23,
    extra: shape10,
    id: shape41,
    impact: shape19,
    kpi: shape42,
    links: shape9,
    n: shape16,
    ours: shape1,
    owner: shape42,
    severity: shape19,
    source: shape42,
    span: shape18,
    tags: shape9,
    text: shape42,
  },
  CardChanges: {
    channel: shape42,
    comments: shape6,
    effort: shape19,
    evidence: shape23,
    impact: shape19,
    kpi: shape42,
    links: shape9,
    n: shape16,
    ours: shape1,
    owner: shape42,
    severity: shape19,
    source: shape42,
    span: shape18,
    tags: shape9,
    text: shape42,
  },
  Comment: {
    author: shape42,
    extra: shape10,
    text: shape42,
  },
  Counts: {
    by: shape8,
    coarser: {list:{part:"Counts"}},
    extra: shape10,
    questions: shape14,
    respondents: shape4,
    segments: {list:{list:{text:0,nullable:true}}},
    stages: shape14,
    withheld: shape4,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape39,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape10,
    id: shape41,
    kind: shape26,
    lanes: {list:{part:"Lane"}},
    metric: shape32,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape5,
    scenario: shape42,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape42,
  },
  Figure: {
    extra: shape10,
    high: shape21,
    low: shape21,
    method: shape39,
    n: shape17,
    value: shape21,
    why: {one:["","no rows","not asked","withheld"]},
  },
  Lane: {
    extra: shape10,
    hint: shape42,
    id: shape41,
    kind: shape25,
    layer: shape24,
    measures: shape9,
    name: shape43,
    role: shape22,
    source: shape40,
    target: shape21,
  },
  LaneChanges: {
    hint: shape42,
    kind: shape25,
    layer: shape24,
    measures: shape9,
    name: shape43,
    role: shape22,
    source: shape40,
    target: shape21,
  },
  MapChanges: {
    kind: shape26,
    metric: shape32,
    scale: shape5,
    scenario: shape42,
    title: shape42,
  },
  Measure: {
    extra: shape10,
    name: shape39,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  Metric: {
    extra: shape10,
    measure: shape39,
    name: shape43,
    source: shape40,
    stage: shape40,
    target: shape21,
  },
  Move: {
    before: shape40,
    id: shape41,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape40,
    card: shape41,
    lane: shape41,
    stage: shape41,
    to_lane: shape41,
    to_stage: shape41,
  },
  Persona: {
    about: shape42,
    extra: shape10,
    id: shape41,
    name: shape43,
    segment: shape15,
  },
  PersonaChanges: {
    about: shape42,
    name: shape43,
    segment: shape15,
  },
  Phase: {
    extra: shape10,
    id: shape41,
    name: shape43,
  },
  PhaseChanges: {
    name: shape43,
  },
  Remove: {
    id: shape41,
    what: {one:["lane","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape41,
    lane: shape41,
    stage: shape41,
    was: shape27,
  },
  Replace: {
    document: {part:"Document"},
  },
  Score: {
    evidence: shape23,
    extra: shape10,
    source: shape42,
    value: {number:"number"},
  },
  SetCard: {
    card: shape41,
    changes: shape28,
    lane: shape41,
    stage: shape41,
    was: shape28,
  },
  SetEmotion: {
    persona: shape41,
    score: shape35,
    stage: shape41,
    was: shape35,
  },
  SetLane: {
    changes: shape30,
    lane: shape41,
    was: shape30,
  },
  SetMap: {
    changes: shape31,
    was: shape31,
  },
  SetPersona: {
    changes: shape33,
    persona: shape41,
    was: shape33,
  },
  SetPhase: {
    changes: shape34,
    phase: shape41,
    was: shape34,
  },
  SetSource: {
    changes: shape36,
    source: shape41,
    was: shape36,
  },
  SetStage: {
    changes: shape37,
    stage: shape41,
    was: shape37,
  },
  Source: {
    by: shape8,
    cluster: shape38,
    columns: {map:{text:200,least:1}},
    counts: shape29,
    engine: shape39,
    extra: shape10,
    figures: shape12,
    fingerprint: shape39,
    id: shape41,
    kind: {one:["counts","events","survey"]},
    measures: shape7,
    min_n: {number:"integer",least:5},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape43,
    per: {one:["answer","respondent"]},
    query: shape42,
    read: shape39,
    respondent: shape38,
    rows: shape17,
    scale: {list:{number:"number"},length:2,nullable:true},
    score: shape38,
    stage: shape38,
    wave: shape38,
    weight: shape38,
  },
  SourceChanges: {
    counts: shape29,
    figures: shape12,
    fingerprint: shape39,
    measures: shape7,
    name: shape43,
    read: shape39,
    rows: shape17,
  },
  Stage: {
    duration: shape20,
    extra: shape10,
    goal: shape42,
    id: shape41,
    moment_of_truth: shape2,
    name: shape43,
    phase: shape40,
    timing: shape42,
  },
  StageChanges: {
    duration: shape20,
    goal: shape42,
    moment_of_truth: shape2,
    name: shape43,
    phase: shape40,
    timing: shape42,
  },
  Tally: {
    extra: shape10,
    n: {list:{list:{number:"integer",least:0,most:9007199254740991}}},
    values: {list:{number:"number"}},
    weights: shape3,
    weights_squared: shape3,
    withheld: shape4,
  },
};
