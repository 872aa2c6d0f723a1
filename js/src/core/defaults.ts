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
  Card: {channel:"",comments:[],effort:null,evidence:"assumption",impact:null,kpi:"",links:[],n:null,ours:null,owner:"",severity:null,source:"",span:1,tags:[],text:""},
  Counts: {by:[],questions:{},respondents:[],segments:[[]],stages:{}},
  Document: {cells:{},cjm:"1.0",emotion:{},kind:"current",lanes:[],metric:null,personas:[],phases:[],scale:[-2,2],scenario:"",sources:[],stages:[],title:""},
  Lane: {hint:"",kind:"cards",layer:"customer",measures:[],role:"other",source:null,target:null},
  Measure: {options:{}},
  Metric: {measure:"",source:null,stage:null,target:null},
  Move: {before:null},
  MoveCard: {before:null},
  Persona: {about:"",segment:{}},
  Score: {evidence:"assumption",source:""},
  SetEmotion: {score:null},
  Source: {by:[],columns:{},counts:null,engine:"",fingerprint:"",kind:"survey",measures:[],missing:[],read:"",respondent:null,rows:0,scale:null,score:null,stage:null,weight:null},
  Stage: {duration:null,goal:"",moment_of_truth:false,phase:null,timing:""},
  Tally: {weights:[],weights_squared:[]},
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
  Lane: ["id","name"],
  Measure: ["name"],
  Metric: ["name"],
  Move: ["what","id"],
  MoveCard: ["stage","lane","card","to_stage","to_lane"],
  Persona: ["id","name"],
  Phase: ["id","name"],
  Remove: ["what","id"],
  RemoveCard: ["stage","lane","card"],
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
const shape4: Shape = {list:{number:"number"},length:2};
const shape5: Shape = {list:{part:"Comment"}};
const shape6: Shape = {list:{part:"Measure"}};
const shape7: Shape = {list:{text:0}};
const shape8: Shape = {list:{text:20000}};
const shape9: Shape = {map:{list:{part:"Card"}}};
const shape10: Shape = {map:{part:"Score"}};
const shape11: Shape = {map:{part:"Tally"}};
const shape12: Shape = {map:{text:0}};
const shape13: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape14: Shape = {number:"integer",least:0,most:9007199254740991};
const shape15: Shape = {number:"integer",least:1,most:1000};
const shape16: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape17: Shape = {number:"number",least:0,nullable:true};
const shape18: Shape = {number:"number",nullable:true};
const shape19: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape20: Shape = {one:["assumption","data","none","quote"]};
const shape21: Shape = {one:["backstage","customer","frontstage","support"]};
const shape22: Shape = {one:["cards","emotion","measure"]};
const shape23: Shape = {one:["current","future"]};
const shape24: Shape = {part:"Card"};
const shape25: Shape = {part:"CardChanges"};
const shape26: Shape = {part:"Counts",nullable:true};
const shape27: Shape = {part:"LaneChanges"};
const shape28: Shape = {part:"MapChanges"};
const shape29: Shape = {part:"Metric",nullable:true};
const shape30: Shape = {part:"PersonaChanges"};
const shape31: Shape = {part:"PhaseChanges"};
const shape32: Shape = {part:"Score",nullable:true};
const shape33: Shape = {part:"SourceChanges"};
const shape34: Shape = {part:"StageChanges"};
const shape35: Shape = {text:0,nullable:true};
const shape36: Shape = {text:0};
const shape37: Shape = {text:200,least:1,nullable:true};
const shape38: Shape = {text:200,least:1};
const shape39: Shape = {text:20000};
const shape40: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape37,
    card: shape24,
    lane: shape38,
    stage: shape38,
  },
  AddLane: {
    before: shape37,
    cells: shape9,
    lane: {part:"Lane"},
  },
  AddPersona: {
    before: shape37,
    emotion: shape10,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape37,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape37,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape37,
    cells: shape9,
    emotion: shape10,
    stage: {part:"Stage"},
  },
  Card: {
    channel: shape39,
    comments: shape5,
    effort: shape16,
    evidence: shape20,
    id: shape38,
    impact: shape16,
    kpi: shape39,
    links: shape8,
    n: shape13,
    ours: shape1,
    owner: shape39,
    severity: shape16,
    source: shape39,
    span: shape15,
    tags: shape8,
    text: shape39,
  },
  CardChanges: {
    channel: shape39,
    comments: shape5,
    effort: shape16,
    evidence: shape20,
    impact: shape16,
    kpi: shape39,
    links: shape8,
    n: shape13,
    ours: shape1,
    owner: shape39,
    severity: shape16,
    source: shape39,
    span: shape15,
    tags: shape8,
    text: shape39,
  },
  Comment: {
    author: shape39,
    text: shape39,
  },
  Counts: {
    by: shape7,
    questions: shape11,
    respondents: {list:{number:"integer",least:0,most:9007199254740991}},
    segments: {list:{list:{text:0,nullable:true}}},
    stages: shape11,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape36,
    emotion: {map:{map:{part:"Score"}}},
    id: shape38,
    kind: shape23,
    lanes: {list:{part:"Lane"}},
    metric: shape29,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape4,
    scenario: shape39,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape39,
  },
  Lane: {
    hint: shape39,
    id: shape38,
    kind: shape22,
    layer: shape21,
    measures: shape8,
    name: shape40,
    role: shape19,
    source: shape37,
    target: shape18,
  },
  LaneChanges: {
    hint: shape39,
    kind: shape22,
    layer: shape21,
    measures: shape8,
    name: shape40,
    role: shape19,
    source: shape37,
    target: shape18,
  },
  MapChanges: {
    kind: shape23,
    metric: shape29,
    scale: shape4,
    scenario: shape39,
    title: shape39,
  },
  Measure: {
    name: shape36,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  Metric: {
    measure: shape36,
    name: shape40,
    source: shape37,
    stage: shape37,
    target: shape18,
  },
  Move: {
    before: shape37,
    id: shape38,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape37,
    card: shape38,
    lane: shape38,
    stage: shape38,
    to_lane: shape38,
    to_stage: shape38,
  },
  Persona: {
    about: shape39,
    id: shape38,
    name: shape40,
    segment: shape12,
  },
  PersonaChanges: {
    about: shape39,
    name: shape40,
    segment: shape12,
  },
  Phase: {
    id: shape38,
    name: shape40,
  },
  PhaseChanges: {
    name: shape40,
  },
  Remove: {
    id: shape38,
    what: {one:["lane","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape38,
    lane: shape38,
    stage: shape38,
    was: shape24,
  },
  Score: {
    evidence: shape20,
    source: shape39,
    value: {number:"number"},
  },
  SetCard: {
    card: shape38,
    changes: shape25,
    lane: shape38,
    stage: shape38,
    was: shape25,
  },
  SetEmotion: {
    persona: shape38,
    score: shape32,
    stage: shape38,
    was: shape32,
  },
  SetLane: {
    changes: shape27,
    lane: shape38,
    was: shape27,
  },
  SetMap: {
    changes: shape28,
    was: shape28,
  },
  SetPersona: {
    changes: shape30,
    persona: shape38,
    was: shape30,
  },
  SetPhase: {
    changes: shape31,
    phase: shape38,
    was: shape31,
  },
  SetSource: {
    changes: shape33,
    source: shape38,
    was: shape33,
  },
  SetStage: {
    changes: shape34,
    stage: shape38,
    was: shape34,
  },
  Source: {
    by: shape7,
    columns: {map:{text:200,least:1}},
    counts: shape26,
    engine: shape36,
    fingerprint: shape36,
    id: shape38,
    kind: {one:["counts","events","survey"]},
    measures: shape6,
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape40,
    read: shape36,
    respondent: shape35,
    rows: shape14,
    scale: {list:{number:"number"},length:2,nullable:true},
    score: shape35,
    stage: shape35,
    weight: shape35,
  },
  SourceChanges: {
    counts: shape26,
    fingerprint: shape36,
    measures: shape6,
    name: shape40,
    read: shape36,
    rows: shape14,
  },
  Stage: {
    duration: shape17,
    goal: shape39,
    id: shape38,
    moment_of_truth: shape2,
    name: shape40,
    phase: shape37,
    timing: shape39,
  },
  StageChanges: {
    duration: shape17,
    goal: shape39,
    moment_of_truth: shape2,
    name: shape40,
    phase: shape37,
    timing: shape39,
  },
  Tally: {
    n: {list:{list:{number:"integer",least:0,most:9007199254740991}}},
    values: {list:{number:"number"}},
    weights: shape3,
    weights_squared: shape3,
  },
};
