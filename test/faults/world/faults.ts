/** Everything that goes wrong in a simulation, by name. Each is counted when it has really happened. */

/** `one`: arms so many of the next messages or calls of its kind. `while`: lasts for a time. */
export const faults = {
  commandDropped: 'a command never reaches its node',
  commandDoubled: 'a command arrives twice, at two nodes',
  commandDelayed: 'a command arrives after its tablet has given up waiting',
  commandReplayed: 'a command arrives again, long after later ones',
  nodesRace: 'two nodes are given the same command in the same instant',
  replyLost: 'a verdict never reaches its tablet',
  replyDelayed: 'a verdict comes after its tablet has sent again',
  replyDoubled: 'a verdict arrives twice',
  frameDropped: 'a board misses a frame',
  frameDoubled: 'a board is sent a frame twice',
  frameReordered: 'a board gets a frame after the next one',
  screenCut: 'a screen loses its connection, and goes on at another node',
  boardReloaded: 'a board begins again with nothing',
  screenFrozen: 'a screen hears nothing for some seconds and keeps its connection',
  nodeKilled: 'a node dies, and is started again',
  nodeStopped: 'a node is stopped in order, and started again',
  nodePaused: 'a node stands still for seconds, and goes on as if nothing had been',
  allNodesDown: 'every node dies, for minutes or hours, while deadlines fall due',
  clockAhead: 'a node’s clock jumps hours ahead',
  clockBack: 'a node’s clock jumps hours back',
  clockDrifts: 'a node’s clock is less than a second off',
  storeClockBack: 'the store’s clock jumps back',
  storeRefuses: 'the store says that it wrote nothing, and did not',
  storeReplyLost: 'the store wrote, and its reply is lost',
  storeRequestLost: 'the store was never reached, and nobody can say so',
  storeAway: 'no call reaches the store for seconds',
  storeReadsFail: 'reads fail and writes do not',
  storeSlow: 'every call to the store takes long',
  fsyncSlow: 'the disk takes seconds to sync',
  commitDoubled: 'the connection to the store sends a commit again by itself',
  dueUnread: 'nobody can read what is due, so deadlines stay unrecorded while people tap',
  newsMissed: 'a node is not told that something changed',
  powerCut: 'the power fails under the store',
  powerCutInGroup: 'the power fails when half of a group of writes is on the disk',
  feedTrimmed: 'the feed forgets what a node that stood still had not read',
  lateTablet: 'a tablet is out of reach for minutes and sends then',
  tabletReloaded: 'a tablet’s page starts again, with its outbox and without its clock',
  tabletClockWrong: 'a tablet’s wall clock is hours off',
  tabletsRace: 'two tablets tap the same thing in the same instant',
  openingsRace: 'two nodes open a preparation for one order in the same instant',
} as const;
export type Fault = keyof typeof faults;
export const faultKinds = Object.keys(faults) as readonly Fault[];

/** Where a node may be killed: between two things that it does one after the other. */
export const crashPoints = {
  beforeCommit: 'a tap is judged, nothing is sent to the store',
  inCommit: 'the commit of a tap is on its way; the store goes on with it',
  beforeAck: 'the store has answered, the tablet has not heard',
  afterAck: 'the tablet is being told',
  beforeAnnounce: 'the feed is read, no board was told',
  halfAnnounced: 'one board was told, the next was not',
  beforeFiring: 'deadlines are due, nothing is sent to the store',
  inFiring: 'the record of deadlines is on its way',
  afterFiring: 'the store has recorded deadlines, the node has not heard',
  inOpening: 'a new preparation is on its way to the store',
} as const;
export type CrashPoint = keyof typeof crashPoints;
export const crashKinds = Object.keys(crashPoints) as readonly CrashPoint[];
