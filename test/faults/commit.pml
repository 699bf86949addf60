/*
 * One commit, as design: two tablets, two nodes, one store, one board; every order of things, by Spin.
 *
 * Preparation 0 has one item that either tablet may tick, one deadline that takes the tick away again, and a thing to
 * claim; preparation 1 claims the same thing. Tablet A sends commands 0 then 2, tablet B 1 then 3.
 * Each safeguard can be left out with -DNO_…, and then something below is broken.
 */
#ifndef FAULTS
#define FAULTS 2
#endif
#define COMMANDS 4

mtype = { none, accepted, refused, committed, duplicate, conflict, claimed };

/* What the store holds, and what of it would outlive a power cut. */
typedef Contents {
  byte head[2];
  bool ticked;            /* the item of preparation 0 */
  bool fired;             /* its deadline, on record */
  byte holder;            /* of the thing: preparation + 1, or 0 */
  mtype verdict[COMMANDS];
  byte applied[COMMANDS];
  byte commits;           /* that screens must hear of */
  byte feed;              /* entries they hear of them by */
};
Contents store;
Contents disk;

mtype told[COMMANDS];     /* the verdict that reached the tablet */
bool sent[COMMANDS];
bool due;                 /* the deadline's instant has passed */
byte shown;               /* how far the board has read the feed */
byte faults;
byte owed;               /* feed entries that a node is still to write: none, where they are part of the commit */

inline copy(from, to) {
  to.head[0] = from.head[0]; to.head[1] = from.head[1];
  to.ticked = from.ticked; to.fired = from.fired; to.holder = from.holder;
  to.verdict[0] = from.verdict[0]; to.verdict[1] = from.verdict[1];
  to.verdict[2] = from.verdict[2]; to.verdict[3] = from.verdict[3];
  to.applied[0] = from.applied[0]; to.applied[1] = from.applied[1];
  to.applied[2] = from.applied[2]; to.applied[3] = from.applied[3];
  to.commits = from.commits; to.feed = from.feed
}

#define WHOSE(c) ((c) == 3)                                  /* which preparation a command is for */
#define BEFORE(c) ((c) < 2 || told[(c) - 2] != none)         /* a tablet sends in order */
#define WANTED(c) (told[c] == none && BEFORE(c))

/* Decided on what this node knows, which may be old. */
inline decide() {
  late = due;
  fires = late && !knowsFired && WHOSE(c) == 0;
#ifdef NO_ADVANCE
  fires = false;
#endif
  holds = c > 1;
  answer = accepted;
  if
  :: c < 2 && knowsTicked && !fires -> answer = refused
  :: else -> skip
  fi
}

/* What the store asks before it writes. */
#ifdef NO_IDEMPOTENCY
#define DONE false
#else
#define DONE (store.verdict[c] != none)
#endif
#ifdef NO_HEAD
#define HEAD_FITS true
#else
#define HEAD_FITS (store.head[WHOSE(c)] == knowsHead)
#endif
#ifdef NO_CLAIMS
#define CLAIM_FREE true
#else
#define CLAIM_FREE (answer != accepted || !holds || store.holder == 0 || store.holder == WHOSE(c) + 1)
#endif

inline fire() {
  assert(!store.fired);
  store.fired = true;
  store.ticked = false
}

inline announce() {
  store.commits++;
#ifdef NO_FEED_IN_COMMIT
  owed++
#else
  store.feed++
#endif
}

inline sync() {
#ifdef NO_FSYNC
  skip
#else
  copy(store, disk)
#endif
}

/* One atomic durable write, or nothing. */
inline commit() {
  atomic {
    if
#ifndef NO_IDEMPOTENCY
    :: store.verdict[c] != none -> answer = store.verdict[c]; way = duplicate
#endif
#ifndef NO_HEAD
    :: !DONE && store.head[WHOSE(c)] != knowsHead -> way = conflict
#endif
#ifndef NO_CLAIMS
    :: !DONE && HEAD_FITS && answer == accepted && holds && store.holder != 0 && store.holder != WHOSE(c) + 1 -> way = claimed
#endif
    :: !DONE && HEAD_FITS && CLAIM_FREE ->
       way = committed;
       if
       :: answer == accepted ->
          /* A tap counts after every deadline that was over when it came. */
          assert(WHOSE(c) == 1 || !late || fires || store.fired);
          if :: fires -> fire() :: else -> skip fi;
          if
          :: holds -> assert(store.holder == 0 || store.holder == WHOSE(c) + 1); store.holder = WHOSE(c) + 1
          :: else -> assert(!store.ticked); store.ticked = true
          fi;
          store.applied[c]++;
          store.verdict[c] = accepted;
          store.head[WHOSE(c)]++;
          announce()
       :: else ->
#ifndef NO_REFUSAL_KEPT
          store.verdict[c] = refused;
#endif
          skip
       fi;
       sync()
    fi
  }
}
inline load() {
  knowsHead = store.head[WHOSE(c)]; knowsTicked = store.ticked; knowsFired = store.fired; knows = true; about = WHOSE(c)
}

proctype Node() {
  byte c, about, knowsHead;
  bool knows, knowsTicked, knowsFired, late, fires, holds;
  mtype answer;
  mtype way;
end:
  do
  /* A command arrives: one that waits, or by a fault one that was sent before. */
  :: atomic {
       if
       :: WANTED(0) -> c = 0
       :: WANTED(1) -> c = 1
       :: WANTED(2) -> c = 2
       :: WANTED(3) -> c = 3
       :: faults < FAULTS && sent[0] && told[0] != none -> faults++; c = 0
       :: faults < FAULTS && sent[1] && told[1] != none -> faults++; c = 1
       fi;
       sent[c] = true;
       if :: about != WHOSE(c) -> knows = false :: else -> skip fi
     };
     do
     :: atomic { if :: !knows -> load() :: else -> skip fi; decide() };
        commit();
        if
        :: way == conflict -> knows = false
        /* The thing is another's: that is the answer, and it is kept like any other. */
        :: way == claimed ->
           answer = refused;
           fires = false;
           commit();
           if :: way == conflict -> knows = false :: else -> break fi
        :: else -> break
        fi
     od;
#ifdef NO_FEED_IN_COMMIT
     /* Another write, a moment later: the node may be killed between the two. */
     if
     :: way == committed && answer == accepted -> 
        atomic { if :: faults < FAULTS -> faults++; owed--; goto forgets :: owed--; store.feed++; sync() fi }
     :: else -> skip
     fi;
#endif
     if
     :: atomic {
          if
          :: told[c] == none -> told[c] = answer
          :: else -> assert(told[c] == answer)
          fi;
          goto forgets
        }
     /* The answer is lost, or the node is killed before it gives it. */
     :: atomic { faults < FAULTS -> faults++; goto forgets }
     fi

  /* This node sees that the deadline is over and nobody has recorded it. */
  :: atomic { due && !store.fired -> c = 0; load() };
     if
     :: !knowsFired ->
        atomic {
          if
#ifndef NO_HEAD
          :: store.head[0] != knowsHead -> skip
#endif
          :: HEAD_FITS ->
             fire();
             store.head[0]++;
             announce();
#ifdef NO_FEED_IN_COMMIT
             owed--;
             store.feed++;
#endif
             sync()
          fi
        }
     :: else -> skip
     fi

  /* A node keeps what it knew: the next tap is proposed on it, however old. */
  :: atomic { !knows && about == 0 -> c = 0; load() }

  /* This node is killed while it rests; or, by a jump, it is done with a command. Either way it knows nothing now. */
  :: atomic {
       knows && faults < FAULTS -> faults++;
forgets:
       knows = false; knowsHead = 0; knowsTicked = false; knowsFired = false; about = 0;
       c = 0; answer = none; way = none; late = false; fires = false; holds = false
     }
  od
}

/* The power goes: what was synced is left. */
proctype Power() {
end:
  do
  :: atomic { faults < FAULTS -> faults++; copy(disk, store) }
#ifdef NO_FSYNC
  :: atomic { copy(store, disk) }
#endif
  od
}

proctype Clock() { due = true }

proctype Board() {
end:
  do
  :: atomic { shown < store.feed -> shown = store.feed }
  od
}

/* What a tablet was told is not so. */
#define UNTRUE(c) ((told[c] == accepted && (store.verdict[c] != accepted || store.applied[c] == 0)) \
               || (told[c] == refused && store.applied[c] > 0))

#define TWICE(c) (store.applied[c] > 1)

/* Looks at every moment. Each flaw has a name, for Spin to say. */
bool lost, doubled, shownTooMuch, leftOut;
proctype Watch() {
end:
  if
  :: atomic { UNTRUE(0) || UNTRUE(1) || UNTRUE(2) || UNTRUE(3) -> lost = true; assert(!lost) }
  :: atomic { TWICE(0) || TWICE(1) || TWICE(2) || TWICE(3) -> doubled = true; assert(!doubled) }
  :: atomic { shown > store.feed -> shownTooMuch = true; assert(!shownTooMuch) }
  :: atomic { store.feed + owed != store.commits -> leftOut = true; assert(!leftOut) }
  fi
}

init {
  atomic {
    told[0] = none; told[1] = none; told[2] = none; told[3] = none;
    store.verdict[0] = none; store.verdict[1] = none; store.verdict[2] = none; store.verdict[3] = none;
    copy(store, disk);
    run Node(); run Node(); run Power(); run Clock(); run Board(); run Watch()
  }
}
