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
  AddLink: {before:null},
  AddPersona: {before:null,emotion:{}},
  AddPhase: {before:null},
  AddSnapshot: {before:null},
  AddSource: {before:null},
  AddStage: {before:null,cells:{},emotion:{}},
  Anchor: {card:null,extra:{},stage:null},
  AnswerTally: {clusters:null,extra:{},pairs:[],products:[],questions:[],withheld:[]},
  Card: {channel:"",comments:[],confidence:null,due:"",ease:null,effort:null,evidence:"assumption",extra:{},hypothesis:null,image:null,impact:null,kpi:"",links:[],n:null,ours:null,owned_by:null,owner:"",reach:null,said_at:"",severity:null,source:"",span:1,status:"",tags:[],text:"",verbatim:null,who:""},
  Clusters: {extra:{}},
  Comment: {extra:{},replies:[],resolved_by:"",time:""},
  Counted: {boxes:{},extra:{},percent:null},
  Counts: {by:[],coarser:[],events:{},extra:{},gaps:null,mentions:{},order:[],panel:null,questions:{},respondents:[],segments:[[]],stages:{},waves:[],withheld:[]},
  Document: {cells:{},cjm:"1.1",comments:[],emotion:{},extra:{},kind:"current",lanes:[],links:[],metric:null,personas:[],phases:[],scale:[-2,2],scenario:"",snapshots:[],sources:[],stages:[],title:"",tolerance:0.3},
  Figure: {extra:{},high:null,low:null,method:"",value:null,why:""},
  Hypothesis: {baseline:null,change:"",extra:{},metric:null},
  Image: {alt:"",extra:{}},
  Lane: {color:null,comments:[],extra:{},hint:"",kind:"cards",layer:"customer",measures:[],role:"other",source:null,target:null},
  Legend: {curve:null,extra:{},measures:[],respondents:null},
  Link: {end:null,extra:{},kind:"direct",label:""},
  MapSnapshot: {by:"",extra:{},time:""},
  Measure: {extra:{},options:{}},
  MeasureInfo: {extra:{},variant:""},
  Metric: {extra:{},measure:"",source:null,stage:null,target:null},
  Move: {before:null},
  MoveCard: {before:null},
  Panel: {by:[],extra:{},segments:[[]],stages:{}},
  Persona: {about:"",comments:[],extra:{},goals:[],needs:[],pains:[],photo:null,quote:"",segment:{}},
  Phase: {extra:{}},
  Reply: {extra:{},time:""},
  Score: {evidence:"assumption",extra:{},source:""},
  SetEmotion: {score:null},
  SetLane: {again:false},
  Source: {by:[],cluster:null,columns:{},counted:null,counts:null,crossings:[],end:null,engine:"",every:null,expected:{},extra:{},figures:{},file:null,fingerprint:"",kind:"survey",labels:{},legend:null,match:"exact",measures:[],min_n:10,missing:[],note:"",off_map:0,order:null,per:"respondent",query:"",read:"",repeats:"visit",respondent:null,reverse:[],rows:0,scale:null,score:null,session:null,sheet:null,stage:null,stages:{},time:null,until:"",wave:null,waves:[],weight:null,where:{},width:0},
  SourceFile: {extra:{}},
  Stage: {action:"",comments:[],duration:null,extra:{},goal:"",links:[],moment_of_truth:false,notes:"",phase:null,timing:""},
  TakeSnapshot: {by:"",time:""},
  Tally: {answers:null,clusters:null,extra:{},sums:[],weights:[],weights_squared:[],withheld:[]},
  WavePair: {extra:{},weights:[],weights_squared:[]},
} as const;

/** The parts that are operations. */
export const OPERATIONS: readonly string[] = ["SetMap","AddStage","SetStage","AddPhase","SetPhase","AddLane","SetLane","AddPersona","SetPersona","AddSource","SetSource","AddLink","SetLink","TakeSnapshot","AddSnapshot","Restore","Remove","Move","AddCard","SetCard","MoveCard","RemoveCard","SetEmotion","Replace"];

/** Fields that may not be missing. */
export const REQUIRED: Record<string, readonly string[]> = {
  AddCard: ["stage","lane","card"],
  AddLane: ["lane"],
  AddLink: ["link"],
  AddPersona: ["persona"],
  AddPhase: ["phase"],
  AddSnapshot: ["snapshot"],
  AddSource: ["source"],
  AddStage: ["stage"],
  AnswerTally: ["values","n","shares"],
  Card: ["id"],
  Clusters: ["pairs","products","common"],
  Comment: ["author","text"],
  Counted: ["n"],
  Document: ["id"],
  Figure: ["n"],
  Image: ["data"],
  Lane: ["id","name"],
  Link: ["id","start"],
  MapSnapshot: ["id","name","map"],
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
  Reply: ["author","text"],
  Restore: ["snapshot"],
  Score: ["value"],
  SetCard: ["stage","lane","card","changes"],
  SetEmotion: ["stage","persona"],
  SetLane: ["lane","changes"],
  SetLink: ["link","changes"],
  SetMap: ["changes"],
  SetPersona: ["persona","changes"],
  SetPhase: ["phase","changes"],
  SetSource: ["source","changes"],
  SetStage: ["stage","changes"],
  Source: ["id","name"],
  SourceFile: ["path","size","modified","fingerprint"],
  Stage: ["id","name"],
  TakeSnapshot: ["id","name"],
  Tally: ["values","n"],
  WavePair: ["waves","scores","n"],
};

const shape1: Shape = {any:[{number:"number",least:0,most:100},{list:{number:"number",least:0,most:100},length:2}],nullable:true};
const shape2: Shape = {any:[{number:"number",least:0},{list:{number:"number",least:0},length:2}],nullable:true};
const shape3: Shape = {any:[{number:"number",least:1,most:10},{list:{number:"number",least:1,most:10},length:2}],nullable:true};
const shape4: Shape = {flag:true,nullable:true};
const shape5: Shape = {flag:true};
const shape6: Shape = {list:{list:{number:"integer",least:0,most:9007199254740991},length:2}};
const shape7: Shape = {list:{list:{number:"integer",least:0,most:9007199254740991}}};
const shape8: Shape = {list:{list:{number:"number"}}};
const shape9: Shape = {list:{list:{text:0,nullable:true}}};
const shape10: Shape = {list:{number:"integer",least:0,most:9007199254740991}};
const shape11: Shape = {list:{number:"number"},length:2,nullable:true};
const shape12: Shape = {list:{number:"number"},length:2};
const shape13: Shape = {list:{number:"number"}};
const shape14: Shape = {list:{part:"Comment"}};
const shape15: Shape = {list:{part:"Measure"}};
const shape16: Shape = {list:{text:0}};
const shape17: Shape = {list:{text:20000}};
const shape18: Shape = {map:{free:true}};
const shape19: Shape = {map:{list:{part:"Card"}}};
const shape20: Shape = {map:{map:{part:"Figure"}}};
const shape21: Shape = {map:{number:"number"}};
const shape22: Shape = {map:{part:"Counts"}};
const shape23: Shape = {map:{part:"Score"}};
const shape24: Shape = {map:{part:"Tally"}};
const shape25: Shape = {map:{text:0}};
const shape26: Shape = {map:{text:200,least:1}};
const shape27: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape28: Shape = {number:"integer",least:0,most:9007199254740991};
const shape29: Shape = {number:"integer",least:1,most:1000};
const shape30: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape31: Shape = {number:"integer",least:1,most:5,nullable:true};
const shape32: Shape = {number:"number",least:0,most:1};
const shape33: Shape = {number:"number",least:0,nullable:true};
const shape34: Shape = {number:"number",nullable:true};
const shape35: Shape = {number:"number"};
const shape36: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape37: Shape = {one:["assumption","data","none","quote"]};
const shape38: Shape = {one:["backstage","customer","frontstage","support"]};
const shape39: Shape = {one:["both","controlled","direct","open"]};
const shape40: Shape = {one:["cards","emotion","measure"]};
const shape41: Shape = {one:["current","future"]};
const shape42: Shape = {one:["customer","other","partner"],nullable:true};
const shape43: Shape = {part:"Anchor",nullable:true};
const shape44: Shape = {part:"Anchor"};
const shape45: Shape = {part:"Card"};
const shape46: Shape = {part:"CardChanges"};
const shape47: Shape = {part:"Clusters",nullable:true};
const shape48: Shape = {part:"Counts",nullable:true};
const shape49: Shape = {part:"Document"};
const shape50: Shape = {part:"Hypothesis",nullable:true};
const shape51: Shape = {part:"Image",nullable:true};
const shape52: Shape = {part:"LaneChanges"};
const shape53: Shape = {part:"Legend",nullable:true};
const shape54: Shape = {part:"LinkChanges"};
const shape55: Shape = {part:"MapChanges"};
const shape56: Shape = {part:"Metric",nullable:true};
const shape57: Shape = {part:"PersonaChanges"};
const shape58: Shape = {part:"PhaseChanges"};
const shape59: Shape = {part:"Score",nullable:true};
const shape60: Shape = {part:"SourceChanges"};
const shape61: Shape = {part:"SourceFile",nullable:true};
const shape62: Shape = {part:"StageChanges"};
const shape63: Shape = {text:0,nullable:true};
const shape64: Shape = {text:0};
const shape65: Shape = {text:10};
const shape66: Shape = {text:200,least:1,nullable:true};
const shape67: Shape = {text:200,least:1};
const shape68: Shape = {text:20000};
const shape69: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape66,
    card: shape45,
    lane: shape67,
    stage: shape67,
  },
  AddLane: {
    again: shape5,
    before: shape66,
    cells: shape19,
    lane: {part:"Lane"},
  },
  AddLink: {
    before: shape66,
    link: {part:"Link"},
  },
  AddPersona: {
    before: shape66,
    emotion: shape23,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape66,
    phase: {part:"Phase"},
  },
  AddSnapshot: {
    before: shape66,
    snapshot: {part:"MapSnapshot"},
  },
  AddSource: {
    before: shape66,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape66,
    cells: shape19,
    emotion: shape23,
    stage: {part:"Stage"},
  },
  Anchor: {
    card: shape66,
    extra: shape18,
    stage: shape66,
  },
  AnswerTally: {
    clusters: shape47,
    extra: shape18,
    n: shape7,
    pairs: shape6,
    products: shape8,
    questions: shape16,
    shares: shape8,
    values: shape13,
    withheld: shape10,
  },
  Card: {
    channel: shape68,
    comments: shape14,
    confidence: shape1,
    due: shape65,
    ease: shape3,
    effort: shape2,
    evidence: shape37,
    extra: shape18,
    hypothesis: shape50,
    id: shape67,
    image: shape51,
    impact: shape3,
    kpi: shape68,
    links: shape17,
    n: shape27,
    ours: shape4,
    owned_by: shape42,
    owner: shape68,
    reach: shape2,
    said_at: shape68,
    severity: shape30,
    source: shape68,
    span: shape29,
    status: shape68,
    tags: shape17,
    text: shape68,
    verbatim: shape4,
    who: shape68,
  },
  CardChanges: {
    channel: shape68,
    comments: shape14,
    confidence: shape1,
    due: shape65,
    ease: shape3,
    effort: shape2,
    evidence: shape37,
    hypothesis: shape50,
    image: shape51,
    impact: shape3,
    kpi: shape68,
    links: shape17,
    n: shape27,
    ours: shape4,
    owned_by: shape42,
    owner: shape68,
    reach: shape2,
    said_at: shape68,
    severity: shape30,
    source: shape68,
    span: shape29,
    status: shape68,
    tags: shape17,
    text: shape68,
    verbatim: shape4,
    who: shape68,
  },
  Clusters: {
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3}},
    extra: shape18,
    pairs: shape6,
    products: shape13,
  },
  Comment: {
    author: shape68,
    extra: shape18,
    replies: {list:{part:"Reply"}},
    resolved_by: shape68,
    text: shape68,
    time: shape68,
  },
  Counted: {
    boxes: shape21,
    extra: shape18,
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}]},
    percent: shape63,
  },
  Counts: {
    by: shape16,
    coarser: {list:{part:"Counts"}},
    events: shape22,
    extra: shape18,
    gaps: shape48,
    mentions: shape22,
    order: {list:{text:200,least:1}},
    panel: {part:"Panel",nullable:true},
    questions: shape24,
    respondents: shape10,
    segments: shape9,
    stages: shape24,
    waves: shape16,
    withheld: shape10,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape64,
    comments: shape14,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape18,
    id: shape67,
    kind: shape41,
    lanes: {list:{part:"Lane"}},
    links: {list:{part:"Link"}},
    metric: shape56,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape12,
    scenario: shape68,
    snapshots: {list:{part:"MapSnapshot"}},
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape68,
    tolerance: shape32,
  },
  Figure: {
    extra: shape18,
    high: shape34,
    low: shape34,
    method: shape64,
    n: shape28,
    value: shape34,
    why: {one:["","no number","no rows","not asked","not counted","withheld"]},
  },
  Hypothesis: {
    baseline: shape34,
    change: shape68,
    extra: shape18,
    metric: shape56,
  },
  Image: {
    alt: shape68,
    data: {text:700000,least:1},
    extra: shape18,
  },
  Lane: {
    color: shape31,
    comments: shape14,
    extra: shape18,
    hint: shape68,
    id: shape67,
    kind: shape40,
    layer: shape38,
    measures: shape17,
    name: shape69,
    role: shape36,
    source: shape66,
    target: shape34,
  },
  LaneChanges: {
    color: shape31,
    comments: shape14,
    hint: shape68,
    kind: shape40,
    layer: shape38,
    measures: shape17,
    name: shape69,
    role: shape36,
    source: shape66,
    target: shape34,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true},
    extra: shape18,
    measures: {list:{part:"MeasureInfo"}},
    respondents: shape27,
  },
  Link: {
    end: shape43,
    extra: shape18,
    id: shape67,
    kind: shape39,
    label: shape68,
    start: shape44,
  },
  LinkChanges: {
    end: shape43,
    kind: shape39,
    label: shape68,
    start: shape44,
  },
  MapChanges: {
    comments: shape14,
    kind: shape41,
    metric: shape56,
    scale: shape12,
    scenario: shape68,
    title: shape68,
    tolerance: shape32,
  },
  MapSnapshot: {
    by: shape68,
    extra: shape18,
    id: shape67,
    map: shape49,
    name: shape69,
    time: shape68,
  },
  Measure: {
    extra: shape18,
    name: shape64,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  MeasureInfo: {
    extra: shape18,
    high: shape35,
    label: shape68,
    level: shape35,
    low: shape35,
    name: shape64,
    unit: {one:["amount","nps","score","share"]},
    variant: shape68,
  },
  Metric: {
    extra: shape18,
    measure: shape64,
    name: shape69,
    source: shape66,
    stage: shape66,
    target: shape34,
  },
  Move: {
    before: shape66,
    id: shape67,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape66,
    card: shape67,
    lane: shape67,
    stage: shape67,
    to_lane: shape67,
    to_stage: shape67,
  },
  Panel: {
    by: shape16,
    extra: shape18,
    segments: shape9,
    stages: {map:{list:{part:"WavePair"}}},
  },
  Persona: {
    about: shape68,
    comments: shape14,
    extra: shape18,
    goals: shape17,
    id: shape67,
    name: shape69,
    needs: shape17,
    pains: shape17,
    photo: shape51,
    quote: shape68,
    segment: shape25,
  },
  PersonaChanges: {
    about: shape68,
    comments: shape14,
    goals: shape17,
    name: shape69,
    needs: shape17,
    pains: shape17,
    photo: shape51,
    quote: shape68,
    segment: shape25,
  },
  Phase: {
    extra: shape18,
    id: shape67,
    name: shape69,
  },
  PhaseChanges: {
    name: shape69,
  },
  Remove: {
    id: shape67,
    what: {one:["lane","link","persona","phase","snapshot","source","stage"]},
  },
  RemoveCard: {
    card: shape67,
    lane: shape67,
    stage: shape67,
    was: shape45,
  },
  Replace: {
    document: shape49,
  },
  Reply: {
    author: shape68,
    extra: shape18,
    text: shape68,
    time: shape68,
  },
  Restore: {
    snapshot: shape67,
  },
  Score: {
    evidence: shape37,
    extra: shape18,
    source: shape68,
    value: shape35,
  },
  SetCard: {
    card: shape67,
    changes: shape46,
    lane: shape67,
    stage: shape67,
    was: shape46,
  },
  SetEmotion: {
    persona: shape67,
    score: shape59,
    stage: shape67,
    was: shape59,
  },
  SetLane: {
    again: shape5,
    changes: shape52,
    lane: shape67,
    was: shape52,
  },
  SetLink: {
    changes: shape54,
    link: shape67,
    was: shape54,
  },
  SetMap: {
    changes: shape55,
    was: shape55,
  },
  SetPersona: {
    changes: shape57,
    persona: shape67,
    was: shape57,
  },
  SetPhase: {
    changes: shape58,
    phase: shape67,
    was: shape58,
  },
  SetSource: {
    changes: shape60,
    source: shape67,
    was: shape60,
  },
  SetStage: {
    changes: shape62,
    stage: shape67,
    was: shape62,
  },
  Source: {
    by: shape16,
    cluster: shape63,
    columns: shape26,
    counted: {part:"Counted",nullable:true},
    counts: shape48,
    crossings: {list:{list:{text:0}}},
    end: shape63,
    engine: shape64,
    every: {one:["day","month","quarter","week","year"],nullable:true},
    expected: shape25,
    extra: shape18,
    figures: shape20,
    file: shape61,
    fingerprint: shape64,
    id: shape67,
    kind: {one:["amounts","counts","events","mentions","survey"]},
    labels: shape21,
    legend: shape53,
    match: {one:["exact","glob","ignore case","regex"]},
    measures: shape15,
    min_n: {number:"integer",least:1,most:9007199254740991},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape69,
    note: shape68,
    off_map: shape28,
    order: shape63,
    per: {one:["answer","respondent"]},
    query: shape68,
    read: shape64,
    repeats: {one:["each","visit"]},
    respondent: shape63,
    reverse: shape16,
    rows: shape28,
    scale: shape11,
    score: shape63,
    session: shape34,
    sheet: shape63,
    stage: shape63,
    stages: shape26,
    time: shape63,
    until: shape68,
    wave: shape63,
    waves: shape16,
    weight: shape63,
    where: {map:{list:{text:0,nullable:true}}},
    width: shape28,
  },
  SourceChanges: {
    counts: shape48,
    figures: shape20,
    file: shape61,
    fingerprint: shape64,
    legend: shape53,
    measures: shape15,
    name: shape69,
    note: shape68,
    off_map: shape28,
    read: shape64,
    rows: shape28,
    scale: shape11,
    width: shape28,
  },
  SourceFile: {
    extra: shape18,
    fingerprint: shape64,
    modified: shape64,
    path: shape68,
    size: shape28,
  },
  Stage: {
    action: shape68,
    comments: shape14,
    duration: shape33,
    extra: shape18,
    goal: shape68,
    id: shape67,
    links: shape17,
    moment_of_truth: shape5,
    name: shape69,
    notes: shape68,
    phase: shape66,
    timing: shape68,
  },
  StageChanges: {
    action: shape68,
    comments: shape14,
    duration: shape33,
    goal: shape68,
    links: shape17,
    moment_of_truth: shape5,
    name: shape69,
    notes: shape68,
    phase: shape66,
    timing: shape68,
  },
  TakeSnapshot: {
    by: shape68,
    id: shape67,
    name: shape69,
    time: shape68,
  },
  Tally: {
    answers: {part:"AnswerTally",nullable:true},
    clusters: shape47,
    extra: shape18,
    n: shape7,
    sums: {list:{list:{number:"number"},length:4}},
    values: shape13,
    weights: shape8,
    weights_squared: shape8,
    withheld: shape10,
  },
  WavePair: {
    extra: shape18,
    n: shape7,
    scores: {list:{list:{number:"number"},length:2}},
    waves: {list:{text:0},length:2},
    weights: shape8,
    weights_squared: shape8,
  },
};
