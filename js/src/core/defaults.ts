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
  Counts: {by:[],extra:{},questions:{},respondents:[],segments:[[]],stages:{}},
  Document: {cells:{},cjm:"1.0",emotion:{},extra:{},kind:"current",lanes:[],metric:null,personas:[],phases:[],scale:[-2,2],scenario:"",sources:[],stages:[],title:""},
  Lane: {extra:{},hint:"",kind:"cards",layer:"customer",measures:[],role:"other",source:null,target:null},
  Measure: {extra:{},options:{}},
  Metric: {extra:{},measure:"",source:null,stage:null,target:null},
  Move: {before:null},
  MoveCard: {before:null},
  Persona: {about:"",extra:{},segment:{}},
  Phase: {extra:{}},
  Score: {evidence:"assumption",extra:{},source:""},
  SetEmotion: {score:null},
  Source: {by:[],columns:{},counts:null,engine:"",extra:{},fingerprint:"",kind:"survey",measures:[],missing:[],read:"",respondent:null,rows:0,scale:null,score:null,stage:null,weight:null},
  Stage: {duration:null,extra:{},goal:"",moment_of_truth:false,phase:null,timing:""},
  Tally: {extra:{},weights:[],weights_squared:[]},
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
const shape9: Shape = {map:{free:true}};
const shape10: Shape = {map:{list:{part:"Card"}}};
const shape11: Shape = {map:{part:"Score"}};
const shape12: Shape = {map:{part:"Tally"}};
const shape13: Shape = {map:{text:0}};
const shape14: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape15: Shape = {number:"integer",least:0,most:9007199254740991};
const shape16: Shape = {number:"integer",least:1,most:1000};
const shape17: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape18: Shape = {number:"number",least:0,nullable:true};
const shape19: Shape = {number:"number",nullable:true};
const shape20: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape21: Shape = {one:["assumption","data","none","quote"]};
const shape22: Shape = {one:["backstage","customer","frontstage","support"]};
const shape23: Shape = {one:["cards","emotion","measure"]};
const shape24: Shape = {one:["current","future"]};
const shape25: Shape = {part:"Card"};
const shape26: Shape = {part:"CardChanges"};
const shape27: Shape = {part:"Counts",nullable:true};
const shape28: Shape = {part:"LaneChanges"};
const shape29: Shape = {part:"MapChanges"};
const shape30: Shape = {part:"Metric",nullable:true};
const shape31: Shape = {part:"PersonaChanges"};
const shape32: Shape = {part:"PhaseChanges"};
const shape33: Shape = {part:"Score",nullable:true};
const shape34: Shape = {part:"SourceChanges"};
const shape35: Shape = {part:"StageChanges"};
const shape36: Shape = {text:0,nullable:true};
const shape37: Shape = {text:0};
const shape38: Shape = {text:200,least:1,nullable:true};
const shape39: Shape = {text:200,least:1};
const shape40: Shape = {text:20000};
const shape41: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape38,
    card: shape25,
    lane: shape39,
    stage: shape39,
  },
  AddLane: {
    before: shape38,
    cells: shape10,
    lane: {part:"Lane"},
  },
  AddPersona: {
    before: shape38,
    emotion: shape11,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape38,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape38,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape38,
    cells: shape10,
    emotion: shape11,
    stage: {part:"Stage"},
  },
  Card: {
    channel: shape40,
    comments: shape5,
    effort: shape17,
    evidence: shape21,
    extra: shape9,
    id: shape39,
    impact: shape17,
    kpi: shape40,
    links: shape8,
    n: shape14,
    ours: shape1,
    owner: shape40,
    severity: shape17,
    source: shape40,
    span: shape16,
    tags: shape8,
    text: shape40,
  },
  CardChanges: {
    channel: shape40,
    comments: shape5,
    effort: shape17,
    evidence: shape21,
    impact: shape17,
    kpi: shape40,
    links: shape8,
    n: shape14,
    ours: shape1,
    owner: shape40,
    severity: shape17,
    source: shape40,
    span: shape16,
    tags: shape8,
    text: shape40,
  },
  Comment: {
    author: shape40,
    extra: shape9,
    text: shape40,
  },
  Counts: {
    by: shape7,
    extra: shape9,
    questions: shape12,
    respondents: {list:{number:"integer",least:0,most:9007199254740991}},
    segments: {list:{list:{text:0,nullable:true}}},
    stages: shape12,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape37,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape9,
    id: shape39,
    kind: shape24,
    lanes: {list:{part:"Lane"}},
    metric: shape30,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape4,
    scenario: shape40,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape40,
  },
  Lane: {
    extra: shape9,
    hint: shape40,
    id: shape39,
    kind: shape23,
    layer: shape22,
    measures: shape8,
    name: shape41,
    role: shape20,
    source: shape38,
    target: shape19,
  },
  LaneChanges: {
    hint: shape40,
    kind: shape23,
    layer: shape22,
    measures: shape8,
    name: shape41,
    role: shape20,
    source: shape38,
    target: shape19,
  },
  MapChanges: {
    kind: shape24,
    metric: shape30,
    scale: shape4,
    scenario: shape40,
    title: shape40,
  },
  Measure: {
    extra: shape9,
    name: shape37,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  Metric: {
    extra: shape9,
    measure: shape37,
    name: shape41,
    source: shape38,
    stage: shape38,
    target: shape19,
  },
  Move: {
    before: shape38,
    id: shape39,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape38,
    card: shape39,
    lane: shape39,
    stage: shape39,
    to_lane: shape39,
    to_stage: shape39,
  },
  Persona: {
    about: shape40,
    extra: shape9,
    id: shape39,
    name: shape41,
    segment: shape13,
  },
  PersonaChanges: {
    about: shape40,
    name: shape41,
    segment: shape13,
  },
  Phase: {
    extra: shape9,
    id: shape39,
    name: shape41,
  },
  PhaseChanges: {
    name: shape41,
  },
  Remove: {
    id: shape39,
    what: {one:["lane","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape39,
    lane: shape39,
    stage: shape39,
    was: shape25,
  },
  Score: {
    evidence: shape21,
    extra: shape9,
    source: shape40,
    value: {number:"number"},
  },
  SetCard: {
    card: shape39,
    changes: shape26,
    lane: shape39,
    stage: shape39,
    was: shape26,
  },
  SetEmotion: {
    persona: shape39,
    score: shape33,
    stage: shape39,
    was: shape33,
  },
  SetLane: {
    changes: shape28,
    lane: shape39,
    was: shape28,
  },
  SetMap: {
    changes: shape29,
    was: shape29,
  },
  SetPersona: {
    changes: shape31,
    persona: shape39,
    was: shape31,
  },
  SetPhase: {
    changes: shape32,
    phase: shape39,
    was: shape32,
  },
  SetSource: {
    changes: shape34,
    source: shape39,
    was: shape34,
  },
  SetStage: {
    changes: shape35,
    stage: shape39,
    was: shape35,
  },
  Source: {
    by: shape7,
    columns: {map:{text:200,least:1}},
    counts: shape27,
    engine: shape37,
    extra: shape9,
    fingerprint: shape37,
    id: shape39,
    kind: {one:["counts","events","survey"]},
    measures: shape6,
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape41,
    read: shape37,
    respondent: shape36,
    rows: shape15,
    scale: {list:{number:"number"},length:2,nullable:true},
    score: shape36,
    stage: shape36,
    weight: shape36,
  },
  SourceChanges: {
    counts: shape27,
    fingerprint: shape37,
    measures: shape6,
    name: shape41,
    read: shape37,
    rows: shape15,
  },
  Stage: {
    duration: shape18,
    extra: shape9,
    goal: shape40,
    id: shape39,
    moment_of_truth: shape2,
    name: shape41,
    phase: shape38,
    timing: shape40,
  },
  StageChanges: {
    duration: shape18,
    goal: shape40,
    moment_of_truth: shape2,
    name: shape41,
    phase: shape38,
    timing: shape40,
  },
  Tally: {
    extra: shape9,
    n: {list:{list:{number:"integer",least:0,most:9007199254740991}}},
    values: {list:{number:"number"}},
    weights: shape3,
    weights_squared: shape3,
  },
};
