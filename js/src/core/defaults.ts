/** Made by js/defaults.mjs from wire.schema.json; do not edit. */
import type { Shape } from "./shape";

/** What a missing field means: neither the wire nor a file says what is as usual. */
export const DEFAULTS = {
 AddCard: {
  before: null
 },
 AddLane: {
  before: null,
  cells: {}
 },
 AddPersona: {
  before: null,
  emotion: {}
 },
 AddPhase: {
  before: null
 },
 AddSource: {
  before: null
 },
 AddStage: {
  before: null,
  cells: {},
  emotion: {}
 },
 Card: {
  channel: "",
  comments: [],
  effort: null,
  evidence: "assumption",
  impact: null,
  kpi: "",
  links: [],
  n: null,
  ours: null,
  owner: "",
  severity: null,
  source: "",
  span: 1,
  tags: [],
  text: ""
 },
 Counts: {
  by: [],
  questions: {},
  respondents: [],
  segments: [
   []
  ],
  stages: {}
 },
 Document: {
  cells: {},
  cjm: "1.0",
  emotion: {},
  kind: "current",
  lanes: [],
  metric: null,
  personas: [],
  phases: [],
  scale: [
   -2,
   2
  ],
  scenario: "",
  sources: [],
  stages: [],
  title: ""
 },
 Lane: {
  hint: "",
  kind: "cards",
  layer: "customer",
  measures: [],
  role: "other",
  source: null,
  target: null
 },
 Measure: {
  options: {}
 },
 Metric: {
  measure: "",
  source: null,
  stage: null,
  target: null
 },
 Move: {
  before: null
 },
 MoveCard: {
  before: null
 },
 Persona: {
  about: "",
  segment: {}
 },
 Score: {
  evidence: "assumption",
  source: ""
 },
 SetEmotion: {
  score: null
 },
 Source: {
  by: [],
  columns: {},
  counts: null,
  engine: "",
  fingerprint: "",
  kind: "survey",
  measures: [],
  missing: [],
  read: "",
  respondent: null,
  rows: 0,
  scale: null,
  score: null,
  stage: null,
  weight: null
 },
 Stage: {
  duration: null,
  goal: "",
  moment_of_truth: false,
  phase: null,
  timing: ""
 },
 Tally: {
  weights: [],
  weights_squared: []
 }
} as const;

/** The part that an operation with this `op` is. */
export const OPERATIONS = {
 set_map: "SetMap",
 add_stage: "AddStage",
 set_stage: "SetStage",
 add_phase: "AddPhase",
 set_phase: "SetPhase",
 add_lane: "AddLane",
 set_lane: "SetLane",
 add_persona: "AddPersona",
 set_persona: "SetPersona",
 add_source: "AddSource",
 set_source: "SetSource",
 remove: "Remove",
 move: "Move",
 add_card: "AddCard",
 set_card: "SetCard",
 move_card: "MoveCard",
 remove_card: "RemoveCard",
 set_emotion: "SetEmotion"
} as const;

/** What each field of a part may hold. */
export const SHAPES: Record<string, Record<string, Shape>> = {
 AddCard: {
  before: {
   text: 200,
   least: 1,
   nullable: true
  },
  card: {
   part: "Card"
  },
  lane: {
   text: 200,
   least: 1
  },
  op: {
   one: [
    "add_card"
   ]
  },
  stage: {
   text: 200,
   least: 1
  }
 },
 AddLane: {
  before: {
   text: 200,
   least: 1,
   nullable: true
  },
  cells: {
   map: {
    list: {
     part: "Card"
    }
   }
  },
  lane: {
   part: "Lane"
  },
  op: {
   one: [
    "add_lane"
   ]
  }
 },
 AddPersona: {
  before: {
   text: 200,
   least: 1,
   nullable: true
  },
  emotion: {
   map: {
    part: "Score"
   }
  },
  op: {
   one: [
    "add_persona"
   ]
  },
  persona: {
   part: "Persona"
  }
 },
 AddPhase: {
  before: {
   text: 200,
   least: 1,
   nullable: true
  },
  op: {
   one: [
    "add_phase"
   ]
  },
  phase: {
   part: "Phase"
  }
 },
 AddSource: {
  before: {
   text: 200,
   least: 1,
   nullable: true
  },
  op: {
   one: [
    "add_source"
   ]
  },
  source: {
   part: "Source"
  }
 },
 AddStage: {
  before: {
   text: 200,
   least: 1,
   nullable: true
  },
  cells: {
   map: {
    list: {
     part: "Card"
    }
   }
  },
  emotion: {
   map: {
    part: "Score"
   }
  },
  op: {
   one: [
    "add_stage"
   ]
  },
  stage: {
   part: "Stage"
  }
 },
 Card: {
  channel: {
   text: 20000
  },
  comments: {
   list: {
    part: "Comment"
   }
  },
  effort: {
   number: "integer",
   least: 1,
   most: 3,
   nullable: true
  },
  evidence: {
   one: [
    "assumption",
    "data",
    "none",
    "quote"
   ]
  },
  id: {
   text: 200,
   least: 1
  },
  impact: {
   number: "integer",
   least: 1,
   most: 3,
   nullable: true
  },
  kpi: {
   text: 20000
  },
  links: {
   list: {
    text: 20000
   }
  },
  n: {
   number: "integer",
   least: 0,
   nullable: true
  },
  ours: {
   flag: true,
   nullable: true
  },
  owner: {
   text: 20000
  },
  severity: {
   number: "integer",
   least: 1,
   most: 3,
   nullable: true
  },
  source: {
   text: 20000
  },
  span: {
   number: "integer",
   least: 1
  },
  tags: {
   list: {
    text: 20000
   }
  },
  text: {
   text: 20000
  }
 },
 CardChanges: {
  channel: {
   text: 20000
  },
  comments: {
   list: {
    part: "Comment"
   }
  },
  effort: {
   number: "integer",
   least: 1,
   most: 3,
   nullable: true
  },
  evidence: {
   one: [
    "assumption",
    "data",
    "none",
    "quote"
   ]
  },
  impact: {
   number: "integer",
   least: 1,
   most: 3,
   nullable: true
  },
  kpi: {
   text: 20000
  },
  links: {
   list: {
    text: 20000
   }
  },
  n: {
   number: "integer",
   least: 0,
   nullable: true
  },
  ours: {
   flag: true,
   nullable: true
  },
  owner: {
   text: 20000
  },
  severity: {
   number: "integer",
   least: 1,
   most: 3,
   nullable: true
  },
  source: {
   text: 20000
  },
  span: {
   number: "integer",
   least: 1
  },
  tags: {
   list: {
    text: 20000
   }
  },
  text: {
   text: 20000
  }
 },
 Comment: {
  author: {
   text: 20000
  },
  text: {
   text: 20000
  }
 },
 Counts: {
  by: {
   list: {
    text: 0
   }
  },
  questions: {
   map: {
    part: "Tally"
   }
  },
  respondents: {
   list: {
    number: "integer",
    least: 0
   }
  },
  segments: {
   list: {
    list: {
     text: 0,
     nullable: true
    }
   }
  },
  stages: {
   map: {
    part: "Tally"
   }
  }
 },
 Document: {
  cells: {
   map: {
    map: {
     list: {
      part: "Card"
     }
    }
   }
  },
  cjm: {
   text: 0
  },
  emotion: {
   map: {
    map: {
     part: "Score"
    }
   }
  },
  id: {
   text: 200,
   least: 1
  },
  kind: {
   one: [
    "current",
    "future"
   ]
  },
  lanes: {
   list: {
    part: "Lane"
   }
  },
  metric: {
   part: "Metric",
   nullable: true
  },
  personas: {
   list: {
    part: "Persona"
   }
  },
  phases: {
   list: {
    part: "Phase"
   }
  },
  scale: {
   list: {
    number: "number"
   },
   length: 2
  },
  scenario: {
   text: 20000
  },
  sources: {
   list: {
    part: "Source"
   }
  },
  stages: {
   list: {
    part: "Stage"
   }
  },
  title: {
   text: 20000
  }
 },
 Lane: {
  hint: {
   text: 20000
  },
  id: {
   text: 200,
   least: 1
  },
  kind: {
   one: [
    "cards",
    "emotion",
    "measure"
   ]
  },
  layer: {
   one: [
    "backstage",
    "customer",
    "frontstage",
    "support"
   ]
  },
  measures: {
   list: {
    text: 20000
   }
  },
  name: {
   text: 500,
   least: 1
  },
  role: {
   one: [
    "actions",
    "channels",
    "emotion",
    "goals",
    "measure",
    "opportunities",
    "other",
    "pain_points",
    "systems",
    "thoughts",
    "touchpoints"
   ]
  },
  source: {
   text: 200,
   least: 1,
   nullable: true
  },
  target: {
   number: "number",
   nullable: true
  }
 },
 LaneChanges: {
  hint: {
   text: 20000
  },
  kind: {
   one: [
    "cards",
    "emotion",
    "measure"
   ]
  },
  layer: {
   one: [
    "backstage",
    "customer",
    "frontstage",
    "support"
   ]
  },
  measures: {
   list: {
    text: 20000
   }
  },
  name: {
   text: 500,
   least: 1
  },
  role: {
   one: [
    "actions",
    "channels",
    "emotion",
    "goals",
    "measure",
    "opportunities",
    "other",
    "pain_points",
    "systems",
    "thoughts",
    "touchpoints"
   ]
  },
  source: {
   text: 200,
   least: 1,
   nullable: true
  },
  target: {
   number: "number",
   nullable: true
  }
 },
 MapChanges: {
  kind: {
   one: [
    "current",
    "future"
   ]
  },
  metric: {
   part: "Metric",
   nullable: true
  },
  scale: {
   list: {
    number: "number"
   },
   length: 2
  },
  scenario: {
   text: 20000
  },
  title: {
   text: 20000
  }
 },
 Measure: {
  name: {
   text: 0
  },
  options: {
   map: {
    any: [
     {
      flag: true
     },
     {
      number: "integer"
     },
     {
      number: "number"
     },
     {
      text: 0
     }
    ]
   }
  }
 },
 Metric: {
  measure: {
   text: 0
  },
  name: {
   text: 500,
   least: 1
  },
  source: {
   text: 200,
   least: 1,
   nullable: true
  },
  stage: {
   text: 200,
   least: 1,
   nullable: true
  },
  target: {
   number: "number",
   nullable: true
  }
 },
 Move: {
  before: {
   text: 200,
   least: 1,
   nullable: true
  },
  id: {
   text: 200,
   least: 1
  },
  op: {
   one: [
    "move"
   ]
  },
  what: {
   one: [
    "lane",
    "persona",
    "stage"
   ]
  }
 },
 MoveCard: {
  before: {
   text: 200,
   least: 1,
   nullable: true
  },
  card: {
   text: 200,
   least: 1
  },
  lane: {
   text: 200,
   least: 1
  },
  op: {
   one: [
    "move_card"
   ]
  },
  stage: {
   text: 200,
   least: 1
  },
  to_lane: {
   text: 200,
   least: 1
  },
  to_stage: {
   text: 200,
   least: 1
  }
 },
 Persona: {
  about: {
   text: 20000
  },
  id: {
   text: 200,
   least: 1
  },
  name: {
   text: 500,
   least: 1
  },
  segment: {
   map: {
    text: 0
   }
  }
 },
 PersonaChanges: {
  about: {
   text: 20000
  },
  name: {
   text: 500,
   least: 1
  },
  segment: {
   map: {
    text: 0
   }
  }
 },
 Phase: {
  id: {
   text: 200,
   least: 1
  },
  name: {
   text: 500,
   least: 1
  }
 },
 PhaseChanges: {
  name: {
   text: 500,
   least: 1
  }
 },
 Remove: {
  id: {
   text: 200,
   least: 1
  },
  op: {
   one: [
    "remove"
   ]
  },
  what: {
   one: [
    "lane",
    "persona",
    "phase",
    "source",
    "stage"
   ]
  }
 },
 RemoveCard: {
  card: {
   text: 200,
   least: 1
  },
  lane: {
   text: 200,
   least: 1
  },
  op: {
   one: [
    "remove_card"
   ]
  },
  stage: {
   text: 200,
   least: 1
  },
  was: {
   part: "Card"
  }
 },
 Score: {
  evidence: {
   one: [
    "assumption",
    "data",
    "none",
    "quote"
   ]
  },
  source: {
   text: 20000
  },
  value: {
   number: "number"
  }
 },
 SetCard: {
  card: {
   text: 200,
   least: 1
  },
  changes: {
   part: "CardChanges"
  },
  lane: {
   text: 200,
   least: 1
  },
  op: {
   one: [
    "set_card"
   ]
  },
  stage: {
   text: 200,
   least: 1
  },
  was: {
   part: "CardChanges"
  }
 },
 SetEmotion: {
  op: {
   one: [
    "set_emotion"
   ]
  },
  persona: {
   text: 200,
   least: 1
  },
  score: {
   part: "Score",
   nullable: true
  },
  stage: {
   text: 200,
   least: 1
  },
  was: {
   part: "Score",
   nullable: true
  }
 },
 SetLane: {
  changes: {
   part: "LaneChanges"
  },
  lane: {
   text: 200,
   least: 1
  },
  op: {
   one: [
    "set_lane"
   ]
  },
  was: {
   part: "LaneChanges"
  }
 },
 SetMap: {
  changes: {
   part: "MapChanges"
  },
  op: {
   one: [
    "set_map"
   ]
  },
  was: {
   part: "MapChanges"
  }
 },
 SetPersona: {
  changes: {
   part: "PersonaChanges"
  },
  op: {
   one: [
    "set_persona"
   ]
  },
  persona: {
   text: 200,
   least: 1
  },
  was: {
   part: "PersonaChanges"
  }
 },
 SetPhase: {
  changes: {
   part: "PhaseChanges"
  },
  op: {
   one: [
    "set_phase"
   ]
  },
  phase: {
   text: 200,
   least: 1
  },
  was: {
   part: "PhaseChanges"
  }
 },
 SetSource: {
  changes: {
   part: "SourceChanges"
  },
  op: {
   one: [
    "set_source"
   ]
  },
  source: {
   text: 200,
   least: 1
  },
  was: {
   part: "SourceChanges"
  }
 },
 SetStage: {
  changes: {
   part: "StageChanges"
  },
  op: {
   one: [
    "set_stage"
   ]
  },
  stage: {
   text: 200,
   least: 1
  },
  was: {
   part: "StageChanges"
  }
 },
 Source: {
  by: {
   list: {
    text: 0
   }
  },
  columns: {
   map: {
    text: 200,
    least: 1
   }
  },
  counts: {
   part: "Counts",
   nullable: true
  },
  engine: {
   text: 0
  },
  fingerprint: {
   text: 0
  },
  id: {
   text: 200,
   least: 1
  },
  kind: {
   one: [
    "counts",
    "events",
    "survey"
   ]
  },
  measures: {
   list: {
    part: "Measure"
   }
  },
  missing: {
   list: {
    any: [
     {
      number: "integer"
     },
     {
      number: "number"
     },
     {
      text: 0
     }
    ]
   }
  },
  name: {
   text: 500,
   least: 1
  },
  read: {
   text: 0
  },
  respondent: {
   text: 0,
   nullable: true
  },
  rows: {
   number: "integer",
   least: 0
  },
  scale: {
   list: {
    number: "number"
   },
   length: 2,
   nullable: true
  },
  score: {
   text: 0,
   nullable: true
  },
  stage: {
   text: 0,
   nullable: true
  },
  weight: {
   text: 0,
   nullable: true
  }
 },
 SourceChanges: {
  counts: {
   part: "Counts",
   nullable: true
  },
  fingerprint: {
   text: 0
  },
  measures: {
   list: {
    part: "Measure"
   }
  },
  name: {
   text: 500,
   least: 1
  },
  read: {
   text: 0
  },
  rows: {
   number: "integer",
   least: 0
  }
 },
 Stage: {
  duration: {
   number: "number",
   least: 0,
   nullable: true
  },
  goal: {
   text: 20000
  },
  id: {
   text: 200,
   least: 1
  },
  moment_of_truth: {
   flag: true
  },
  name: {
   text: 500,
   least: 1
  },
  phase: {
   text: 200,
   least: 1,
   nullable: true
  },
  timing: {
   text: 20000
  }
 },
 StageChanges: {
  duration: {
   number: "number",
   least: 0,
   nullable: true
  },
  goal: {
   text: 20000
  },
  moment_of_truth: {
   flag: true
  },
  name: {
   text: 500,
   least: 1
  },
  phase: {
   text: 200,
   least: 1,
   nullable: true
  },
  timing: {
   text: 20000
  }
 },
 Tally: {
  n: {
   list: {
    list: {
     number: "integer",
     least: 0
    }
   }
  },
  values: {
   list: {
    number: "number"
   }
  },
  weights: {
   list: {
    list: {
     number: "number"
    }
   }
  },
  weights_squared: {
   list: {
    list: {
     number: "number"
    }
   }
  }
 }
};
