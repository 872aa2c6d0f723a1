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
  AddPersona: {before:null,emotion:{},future:{}},
  AddPhase: {before:null},
  AddSource: {before:null},
  AddStage: {before:null,cells:{},emotion:{},future:{}},
  Anchor: {card:null,extra:{},stage:null},
  AnswerTally: {clusters:null,extra:{},pairs:[],products:[],questions:[],withheld:[]},
  Card: {channel:"",comments:[],confidence:null,due:"",ease:null,effort:null,evidence:"assumption",extra:{},hypothesis:null,image:null,impact:null,kpi:"",links:[],n:null,ours:null,owned_by:null,owner:"",reach:null,said_at:"",severity:null,source:"",span:1,status:"",tags:[],text:"",verbatim:null,who:""},
  Clusters: {extra:{}},
  Comment: {extra:{},replies:[],resolved_by:"",time:""},
  Counted: {boxes:{},extra:{},percent:null},
  Counts: {by:[],coarser:[],extra:{},gaps:null,mentions:{},panel:null,questions:{},respondents:[],segments:[[]],stages:{},waves:[],withheld:[]},
  Document: {cells:{},cjm:"1.1",comments:[],emotion:{},extra:{},future:{},kind:"current",lanes:[],links:[],metric:null,personas:[],phases:[],scale:[-2,2],scenario:"",sources:[],stages:[],title:"",tolerance:0.3},
  Figure: {extra:{},high:null,low:null,method:"",value:null,why:""},
  Hypothesis: {baseline:null,change:"",extra:{},metric:null},
  Image: {alt:"",extra:{}},
  Lane: {color:null,comments:[],extra:{},hint:"",kind:"cards",layer:"customer",measures:[],role:"other",source:null,target:null},
  Legend: {curve:null,extra:{},measures:[],respondents:null},
  Link: {end:null,extra:{},kind:"direct",label:""},
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
  SetFuture: {value:null},
  SetLane: {again:false},
  Source: {by:[],cluster:null,columns:{},counted:null,counts:null,crossings:[],engine:"",every:null,expected:{},extra:{},figures:{},file:null,fingerprint:"",kind:"survey",labels:{},legend:null,match:"exact",measures:[],min_n:10,missing:[],note:"",off_map:0,per:"respondent",query:"",read:"",respondent:null,reverse:[],rows:0,scale:null,score:null,sheet:null,stage:null,stages:{},wave:null,waves:[],weight:null,where:{},width:0},
  SourceFile: {extra:{}},
  Stage: {action:"",comments:[],duration:null,extra:{},goal:"",links:[],moment_of_truth:false,notes:"",phase:null,timing:""},
  Tally: {answers:null,clusters:null,extra:{},sums:[],weights:[],weights_squared:[],withheld:[]},
  WavePair: {extra:{},weights:[],weights_squared:[]},
} as const;

/** The parts that are operations. */
export const OPERATIONS: readonly string[] = ["SetMap","AddStage","SetStage","AddPhase","SetPhase","AddLane","SetLane","AddPersona","SetPersona","AddSource","SetSource","AddLink","SetLink","Remove","Move","AddCard","SetCard","MoveCard","RemoveCard","SetEmotion","SetFuture","Replace"];

/** Fields that may not be missing. */
export const REQUIRED: Record<string, readonly string[]> = {
  AddCard: ["stage","lane","card"],
  AddLane: ["lane"],
  AddLink: ["link"],
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
  Image: ["data"],
  Lane: ["id","name"],
  Link: ["id","start"],
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
  Score: ["value"],
  SetCard: ["stage","lane","card","changes"],
  SetEmotion: ["stage","persona"],
  SetFuture: ["stage","persona"],
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
const shape22: Shape = {map:{part:"Score"}};
const shape23: Shape = {map:{part:"Tally"}};
const shape24: Shape = {map:{text:0}};
const shape25: Shape = {map:{text:200,least:1}};
const shape26: Shape = {number:"integer",least:0,most:9007199254740991,nullable:true};
const shape27: Shape = {number:"integer",least:0,most:9007199254740991};
const shape28: Shape = {number:"integer",least:1,most:1000};
const shape29: Shape = {number:"integer",least:1,most:3,nullable:true};
const shape30: Shape = {number:"integer",least:1,most:5,nullable:true};
const shape31: Shape = {number:"number",least:0,most:1};
const shape32: Shape = {number:"number",least:0,nullable:true};
const shape33: Shape = {number:"number",nullable:true};
const shape34: Shape = {number:"number"};
const shape35: Shape = {one:["actions","channels","emotion","goals","measure","opportunities","other","pain_points","systems","thoughts","touchpoints"]};
const shape36: Shape = {one:["assumption","data","none","quote"]};
const shape37: Shape = {one:["backstage","customer","frontstage","support"]};
const shape38: Shape = {one:["both","controlled","direct","open"]};
const shape39: Shape = {one:["cards","emotion","measure"]};
const shape40: Shape = {one:["current","future"]};
const shape41: Shape = {one:["customer","other","partner"],nullable:true};
const shape42: Shape = {part:"Anchor",nullable:true};
const shape43: Shape = {part:"Anchor"};
const shape44: Shape = {part:"Card"};
const shape45: Shape = {part:"CardChanges"};
const shape46: Shape = {part:"Clusters",nullable:true};
const shape47: Shape = {part:"Counts",nullable:true};
const shape48: Shape = {part:"Hypothesis",nullable:true};
const shape49: Shape = {part:"Image",nullable:true};
const shape50: Shape = {part:"LaneChanges"};
const shape51: Shape = {part:"Legend",nullable:true};
const shape52: Shape = {part:"LinkChanges"};
const shape53: Shape = {part:"MapChanges"};
const shape54: Shape = {part:"Metric",nullable:true};
const shape55: Shape = {part:"PersonaChanges"};
const shape56: Shape = {part:"PhaseChanges"};
const shape57: Shape = {part:"Score",nullable:true};
const shape58: Shape = {part:"SourceChanges"};
const shape59: Shape = {part:"SourceFile",nullable:true};
const shape60: Shape = {part:"StageChanges"};
const shape61: Shape = {text:0,nullable:true};
const shape62: Shape = {text:0};
const shape63: Shape = {text:10};
const shape64: Shape = {text:200,least:1,nullable:true};
const shape65: Shape = {text:200,least:1};
const shape66: Shape = {text:20000};
const shape67: Shape = {text:500,least:1};

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
  AddCard: {
    before: shape64,
    card: shape44,
    lane: shape65,
    stage: shape65,
  },
  AddLane: {
    again: shape5,
    before: shape64,
    cells: shape19,
    lane: {part:"Lane"},
  },
  AddLink: {
    before: shape64,
    link: {part:"Link"},
  },
  AddPersona: {
    before: shape64,
    emotion: shape22,
    future: shape21,
    persona: {part:"Persona"},
  },
  AddPhase: {
    before: shape64,
    phase: {part:"Phase"},
  },
  AddSource: {
    before: shape64,
    source: {part:"Source"},
  },
  AddStage: {
    before: shape64,
    cells: shape19,
    emotion: shape22,
    future: shape21,
    stage: {part:"Stage"},
  },
  Anchor: {
    card: shape64,
    extra: shape18,
    stage: shape64,
  },
  AnswerTally: {
    clusters: shape46,
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
    channel: shape66,
    comments: shape14,
    confidence: shape1,
    due: shape63,
    ease: shape3,
    effort: shape2,
    evidence: shape36,
    extra: shape18,
    hypothesis: shape48,
    id: shape65,
    image: shape49,
    impact: shape3,
    kpi: shape66,
    links: shape17,
    n: shape26,
    ours: shape4,
    owned_by: shape41,
    owner: shape66,
    reach: shape2,
    said_at: shape66,
    severity: shape29,
    source: shape66,
    span: shape28,
    status: shape66,
    tags: shape17,
    text: shape66,
    verbatim: shape4,
    who: shape66,
  },
  CardChanges: {
    channel: shape66,
    comments: shape14,
    confidence: shape1,
    due: shape63,
    ease: shape3,
    effort: shape2,
    evidence: shape36,
    hypothesis: shape48,
    image: shape49,
    impact: shape3,
    kpi: shape66,
    links: shape17,
    n: shape26,
    ours: shape4,
    owned_by: shape41,
    owner: shape66,
    reach: shape2,
    said_at: shape66,
    severity: shape29,
    source: shape66,
    span: shape28,
    status: shape66,
    tags: shape17,
    text: shape66,
    verbatim: shape4,
    who: shape66,
  },
  Clusters: {
    common: {list:{list:{number:"integer",least:0,most:9007199254740991},length:3}},
    extra: shape18,
    pairs: shape6,
    products: shape13,
  },
  Comment: {
    author: shape66,
    extra: shape18,
    replies: {list:{part:"Reply"}},
    resolved_by: shape66,
    text: shape66,
    time: shape66,
  },
  Counted: {
    boxes: shape21,
    extra: shape18,
    n: {any:[{text:0},{number:"integer",least:0,most:9007199254740991}]},
    percent: shape61,
  },
  Counts: {
    by: shape16,
    coarser: {list:{part:"Counts"}},
    extra: shape18,
    gaps: shape47,
    mentions: {map:{part:"Counts"}},
    panel: {part:"Panel",nullable:true},
    questions: shape23,
    respondents: shape10,
    segments: shape9,
    stages: shape23,
    waves: shape16,
    withheld: shape10,
  },
  Document: {
    cells: {map:{map:{list:{part:"Card"}}}},
    cjm: shape62,
    comments: shape14,
    emotion: {map:{map:{part:"Score"}}},
    extra: shape18,
    future: {map:{map:{number:"number"}}},
    id: shape65,
    kind: shape40,
    lanes: {list:{part:"Lane"}},
    links: {list:{part:"Link"}},
    metric: shape54,
    personas: {list:{part:"Persona"}},
    phases: {list:{part:"Phase"}},
    scale: shape12,
    scenario: shape66,
    sources: {list:{part:"Source"}},
    stages: {list:{part:"Stage"}},
    title: shape66,
    tolerance: shape31,
  },
  Figure: {
    extra: shape18,
    high: shape33,
    low: shape33,
    method: shape62,
    n: shape27,
    value: shape33,
    why: {one:["","no rows","not asked","not counted","withheld"]},
  },
  Hypothesis: {
    baseline: shape33,
    change: shape66,
    extra: shape18,
    metric: shape54,
  },
  Image: {
    alt: shape66,
    data: {text:700000,least:1},
    extra: shape18,
  },
  Lane: {
    color: shape30,
    comments: shape14,
    extra: shape18,
    hint: shape66,
    id: shape65,
    kind: shape39,
    layer: shape37,
    measures: shape17,
    name: shape67,
    role: shape35,
    source: shape64,
    target: shape33,
  },
  LaneChanges: {
    color: shape30,
    comments: shape14,
    hint: shape66,
    kind: shape39,
    layer: shape37,
    measures: shape17,
    name: shape67,
    role: shape35,
    source: shape64,
    target: shape33,
  },
  Legend: {
    curve: {part:"MeasureInfo",nullable:true},
    extra: shape18,
    measures: {list:{part:"MeasureInfo"}},
    respondents: shape26,
  },
  Link: {
    end: shape42,
    extra: shape18,
    id: shape65,
    kind: shape38,
    label: shape66,
    start: shape43,
  },
  LinkChanges: {
    end: shape42,
    kind: shape38,
    label: shape66,
    start: shape43,
  },
  MapChanges: {
    comments: shape14,
    kind: shape40,
    metric: shape54,
    scale: shape12,
    scenario: shape66,
    title: shape66,
    tolerance: shape31,
  },
  Measure: {
    extra: shape18,
    name: shape62,
    options: {map:{any:[{flag:true},{number:"integer"},{number:"number"},{text:0}]}},
  },
  MeasureInfo: {
    extra: shape18,
    high: shape34,
    label: shape66,
    level: shape34,
    low: shape34,
    name: shape62,
    unit: {one:["amount","nps","score","share"]},
    variant: shape66,
  },
  Metric: {
    extra: shape18,
    measure: shape62,
    name: shape67,
    source: shape64,
    stage: shape64,
    target: shape33,
  },
  Move: {
    before: shape64,
    id: shape65,
    what: {one:["lane","persona","stage"]},
  },
  MoveCard: {
    before: shape64,
    card: shape65,
    lane: shape65,
    stage: shape65,
    to_lane: shape65,
    to_stage: shape65,
  },
  Panel: {
    by: shape16,
    extra: shape18,
    segments: shape9,
    stages: {map:{list:{part:"WavePair"}}},
  },
  Persona: {
    about: shape66,
    comments: shape14,
    extra: shape18,
    goals: shape17,
    id: shape65,
    name: shape67,
    needs: shape17,
    pains: shape17,
    photo: shape49,
    quote: shape66,
    segment: shape24,
  },
  PersonaChanges: {
    about: shape66,
    comments: shape14,
    goals: shape17,
    name: shape67,
    needs: shape17,
    pains: shape17,
    photo: shape49,
    quote: shape66,
    segment: shape24,
  },
  Phase: {
    extra: shape18,
    id: shape65,
    name: shape67,
  },
  PhaseChanges: {
    name: shape67,
  },
  Remove: {
    id: shape65,
    what: {one:["lane","link","persona","phase","source","stage"]},
  },
  RemoveCard: {
    card: shape65,
    lane: shape65,
    stage: shape65,
    was: shape44,
  },
  Replace: {
    document: {part:"Document"},
  },
  Reply: {
    author: shape66,
    extra: shape18,
    text: shape66,
    time: shape66,
  },
  Score: {
    evidence: shape36,
    extra: shape18,
    source: shape66,
    value: shape34,
  },
  SetCard: {
    card: shape65,
    changes: shape45,
    lane: shape65,
    stage: shape65,
    was: shape45,
  },
  SetEmotion: {
    persona: shape65,
    score: shape57,
    stage: shape65,
    was: shape57,
  },
  SetFuture: {
    persona: shape65,
    stage: shape65,
    value: shape33,
    was: shape33,
  },
  SetLane: {
    again: shape5,
    changes: shape50,
    lane: shape65,
    was: shape50,
  },
  SetLink: {
    changes: shape52,
    link: shape65,
    was: shape52,
  },
  SetMap: {
    changes: shape53,
    was: shape53,
  },
  SetPersona: {
    changes: shape55,
    persona: shape65,
    was: shape55,
  },
  SetPhase: {
    changes: shape56,
    phase: shape65,
    was: shape56,
  },
  SetSource: {
    changes: shape58,
    source: shape65,
    was: shape58,
  },
  SetStage: {
    changes: shape60,
    stage: shape65,
    was: shape60,
  },
  Source: {
    by: shape16,
    cluster: shape61,
    columns: shape25,
    counted: {part:"Counted",nullable:true},
    counts: shape47,
    crossings: {list:{list:{text:0}}},
    engine: shape62,
    every: {one:["day","month","quarter","week","year"],nullable:true},
    expected: shape24,
    extra: shape18,
    figures: shape20,
    file: shape59,
    fingerprint: shape62,
    id: shape65,
    kind: {one:["amounts","counts","mentions","survey"]},
    labels: shape21,
    legend: shape51,
    match: {one:["exact","glob","ignore case","regex"]},
    measures: shape15,
    min_n: {number:"integer",least:1,most:9007199254740991},
    missing: {list:{any:[{number:"integer"},{number:"number"},{text:0}]}},
    name: shape67,
    note: shape66,
    off_map: shape27,
    per: {one:["answer","respondent"]},
    query: shape66,
    read: shape62,
    respondent: shape61,
    reverse: shape16,
    rows: shape27,
    scale: shape11,
    score: shape61,
    sheet: shape61,
    stage: shape61,
    stages: shape25,
    wave: shape61,
    waves: shape16,
    weight: shape61,
    where: {map:{list:{text:0,nullable:true}}},
    width: shape27,
  },
  SourceChanges: {
    counts: shape47,
    figures: shape20,
    file: shape59,
    fingerprint: shape62,
    legend: shape51,
    measures: shape15,
    name: shape67,
    note: shape66,
    off_map: shape27,
    read: shape62,
    rows: shape27,
    scale: shape11,
    width: shape27,
  },
  SourceFile: {
    extra: shape18,
    fingerprint: shape62,
    modified: shape62,
    path: shape66,
    size: shape27,
  },
  Stage: {
    action: shape66,
    comments: shape14,
    duration: shape32,
    extra: shape18,
    goal: shape66,
    id: shape65,
    links: shape17,
    moment_of_truth: shape5,
    name: shape67,
    notes: shape66,
    phase: shape64,
    timing: shape66,
  },
  StageChanges: {
    action: shape66,
    comments: shape14,
    duration: shape32,
    goal: shape66,
    links: shape17,
    moment_of_truth: shape5,
    name: shape67,
    notes: shape66,
    phase: shape64,
    timing: shape66,
  },
  Tally: {
    answers: {part:"AnswerTally",nullable:true},
    clusters: shape46,
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
