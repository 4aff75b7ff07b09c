/**
 * Quorate as a JavaScript module, in browsers and in node 20 and later.
 *
 *     import init, { place } from "./quorate.js";
 *     await init();                                          // in a browser
 *     await init({ module_or_path: bytesOfQuorateBgWasm });  // in node
 *
 * Importing the module and calling `init` start no page and touch no document. Everything else is called after `init`.
 *
 * Values:
 * - Integers that may pass 2^53 are decimal strings. Where one is taken, a `bigint` or an exact `number` will do too.
 * - Shares are exact fractions with the nearest `number` beside them: {@link Share}.
 * - A range is `(start, end]`: it holds its end and not its start, and wraps from the greatest hash value to the least.
 *   One whose two ends are equal is the whole ring.
 * - Results follow the order of what was given. All are plain objects and arrays.
 *
 * Every function but `version` throws an {@link ApiError}, a plain object, where an option is wrong, of the wrong type,
 * unknown, or beyond its limit. Nothing that is passed can stop the module.
 */

/** What `init` takes: where the wasm file is, or its bytes, or the module compiled from it. */
export type InitInput =
  | string
  | URL
  | Request
  | Response
  | BufferSource
  | WebAssembly.Module
  | Promise<Response>;

/**
 * Loads the wasm file; needed once. Without an argument it is `quorate_bg.wasm` beside `quorate.js`, which needs a
 * browser.
 */
export default function init(
  options?: { module_or_path: InitInput | Promise<InitInput> },
): Promise<unknown>;

/**
 * The hash functions, each exact to the system it is named after.
 *
 * | name | bits | signed | what |
 * |---|---|---|---|
 * | `murmur3-cassandra` | 64 | yes | Cassandra's and ScyllaDB's `Murmur3Partitioner` |
 * | `murmur3-x64-128` | 64 | no | the standard one, seed 0: h1 alone |
 * | `murmur3-x86-32` | 32 | no | the standard one, seed 0 |
 * | `murmur2` | 32 | yes | Kafka's, seed 0x9747b28c |
 * | `crc16` | 16 | no | XMODEM, as Redis Cluster |
 * | `crc32` | 32 | no | ISO-HDLC, as zlib |
 * | `md5` | 128 | no | the whole digest, big-endian |
 * | `sha1` | 160 | no | the whole digest, big-endian; a ring uses its leading 128 bits |
 * | `xxh64` | 64 | no | seed 0 |
 * | `fnv1a-32`, `fnv1a-64` | 32, 64 | no | |
 * | `java-string` | 32 | yes | `String.hashCode`, over UTF-16 units |
 */
export type HashName =
  | "murmur3-cassandra"
  | "murmur3-x64-128"
  | "murmur3-x86-32"
  | "murmur2"
  | "crc16"
  | "crc32"
  | "md5"
  | "sha1"
  | "xxh64"
  | "fnv1a-32"
  | "fnv1a-64"
  | "java-string";

/**
 * `ring`: consistent hashing; the first token at or after a key's hash value owns it, and copies go to the next different
 * nodes clockwise. Of equal tokens that of the node listed first owns the range.
 *
 * `mod`: hash mod the number of nodes, in list order (for `murmur2` after clearing the sign bit, as Kafka does; else never
 * negative); copies go to the nodes after it in the list. It makes no use of tokens, weights and `vnodes`.
 */
export type SchemeName = "ring" | "mod";

/**
 * A key. A string is hashed as its UTF-8 bytes (half a surrogate pair as U+FFFD), and by `java-string` as its UTF-16
 * units, halves included. Bytes are hashed as they are, and by `java-string` read as UTF-8. In node a Buffer will do.
 */
export type Key = string | Uint8Array;

/** A value of the hash function in question: decimal digits, with a minus where values are signed. */
export type HashValue = string;

/** A hash value as an option: exact numbers (up to 2^53 - 1) and bigints will do too. */
export type HashValueInput = string | bigint | number;

/** An exact share of the hash space. */
export interface Share {
  /** The hash values meant, in decimal digits. */
  num: string;
  /** All hash values, in decimal digits: 2^bits; on a ring with `sha1` 2^128; for `mod` with `murmur2` 2^31. */
  den: string;
  /** The nearest number to num / den, from 0 to 1. */
  approx: number;
}

/** A node. */
export interface Node {
  /** Its name: any text of up to 1,024 bytes of UTF-8, unlike those of the other nodes in the list. */
  id: string;
  /**
   * Its tokens: values of the hash function, in any order. An empty list gives it none. Without this member its tokens
   * are generated: token i is hash(`${id}:vnode${i}`), i from 0.
   */
  tokens?: HashValueInput[];
  /**
   * In per cent of an ordinary node, 1 to 10,000, 100 by default: it gets max(1, floor(vnodes × weight / 100)) generated
   * tokens. Given tokens are not weighed.
   */
  weight?: number;
  /**
   * Where it stands, as any texts: in the data centre `dc1` unless another is named, and in no rack unless one is. A rack
   * is the pair (dc, rack), but for systems that know no data centres. Only placements by racks make use of it.
   */
  dc?: string;
  rack?: string;
  /** The machine that it runs on, for `redis`; a node of which none is named has one of its own. */
  host?: string;
  /** Whether the controller keeps it from serving, for `kraft`; false by default. */
  fenced?: boolean;
}

/** Copies: so many, or so many in each data centre. Up to 100 data centres, each 0 or more, not all 0. */
export type Copies = number | { [dc: string]: number };

/** What functions of rings have in common. */
export interface ClusterOptions {
  /** How keys are spread over nodes. */
  scheme: SchemeName;
  /** The function that hashes keys and makes generated tokens. */
  hash: HashName;
  /**
   * Tokens of a node of weight 100 to which none are given: 1 to 100,000, 16 by default. A ring has 2,000,000 tokens at
   * most.
   */
  vnodes?: number;
}

/** The version of Quorate, as in package.json. */
export function version(): string;

/**
 * Reads an address: a whole URL, its `#fragment`, its `?query`, or the params alone. What is wrong is listed in `errors`,
 * and all else is read. It throws for no string; what is no string is an {@link ApiError} of code `type`.
 */
export function parse(address: string): Parsed;

/** What an address says. */
export interface Parsed {
  /** The canonical address, without `#`: the same page, and only what differs from the preset. */
  address: string;
  /** What could be read, on top of the preset. */
  scenario: Scenario;
  /** What could not: 17 at most, of which the last counts those that are not listed. */
  errors: AddressError[];
}

/** What is wrong with one field of an address. */
export interface AddressError {
  code:
    | "version"
    | "unknown-field"
    | "not-modelled"
    | "duplicate"
    | "character"
    | "number"
    | "range"
    | "word"
    | "text"
    | "node"
    | "long"
    | "too-long"
    | "more";
  /** The field's key; empty if it is the address as a whole. */
  field: string;
  /** What it said, shortened if long. */
  value: string;
  /** The cause and the cure, in words. */
  message: string;
  /** The nearest valid value, which can be used as it is; null if none is near. */
  hint: string | null;
}

/** What a page shows. */
export interface Scenario {
  /** The example that the address starts from. */
  preset: string;
  /** What makes partitions of the keys of `now`. */
  scheme: PartitionScheme;
  /** The cluster after the change shown. */
  now: ScenarioCluster;
  /** The cluster before it; the same where no change is shown. */
  before: ScenarioCluster;
  /** The cluster that it is compared with; null if there is none. */
  compare: ScenarioCluster | null;
  /** What happens over time. */
  experiment: Experiment;
  /**
   * Which pictures were chosen. What has no ring is shown by its racks, unless time is shown; and time is shown only
   * where `experiment.replication` is not `single`. Some of `ring`, `racks`, `time`, `quorum` and `stale`, in this order,
   * joined by `_`.
   */
  show: string;
  /** What a request needs. */
  level: LevelName;
  /** The client's data centre, of which local levels speak: `d1`. */
  levelDc: string;
  /** What chances are reckoned with: how long messages take, how often a node is off per million, how many trials are drawn. */
  odds: {
    wars: "lnkd-ssd" | "lnkd-disk" | "ymmr" | "ymmr-335" | "wan" | "exp" | "own" | "none";
    failurePpm: number;
    trials: number;
  };
  keys: ScenarioKeys;
  /** The key that is followed. */
  pick: string;
  theme: "auto" | "light" | "dark";
  /** The size of the text: `large` is for a projector. */
  text: "normal" | "large";
}

/** What happens over time. Times are in nanoseconds; the rest is in the words of an address. */
export interface Experiment {
  /** How copies are kept alike. `single` has one copy, and no time. */
  replication: "single" | "leader" | "leaderless";
  /** The rules of one to three modes, which run side by side on the same seed. */
  modes: ModeRules[];
  /** How long messages take: `all.exp.2ms` first, then single links, which override it: `n1.n2.const.80ms`. */
  links: string[];
  /** How often the network loses a message, per million. */
  lossPpm: number;
  /** How far clocks are ahead, of those that are wrong: `{ n1: -30000000 }`. */
  skewNs: Record<string, number>;
  /** How long a flush takes. */
  diskNs: number;
  /** The same of nodes that differ. */
  disksNs: Record<string, number>;
  /** How long a client waits for an answer. */
  timeoutNs: number;
  /** How often a client asks anew. */
  retries: number;
  /** How long it waits before. */
  retryWaitNs: number;
  /** What clients ask for beside the script: `none`, `uniform`, `zipf.99`, `sequential`. */
  load: string;
  clients: number;
  /** How long a client waits between an answer and its next operation. */
  thinkNs: number;
  /** When a client asks for the next thing: `closed`, or in an open loop `every.20ms` or `poisson.20ms`. */
  arrive: string;
  /** By time; lines of one instant in the order in which they happen. */
  script: { atNs: number; act: string }[];
  /** When the run ends. */
  untilNs: number;
  /** The instant shown; null is the end. */
  atNs: number | null;
}

/**
 * What a mode goes by, each as an address has it: the first nine are the rules of leaders and followers, the others those
 * of replication without a leader.
 */
export interface ModeRules {
  /** When a write is acknowledged: `async`, `off`, `semi.1`, `sync`, `sync.n2`, `quorum`, `remote-write`, `remote-apply.n2`. */
  ack: string;
  /** What the log carries. */
  log: "statement" | "wal" | "row";
  /** Who is asked for reads: `leader`, `any`, `sticky`, `nearest`, `bounded.2s`, `position`, `window.2s`. */
  reads: string;
  /** When a leader is taken for dead: `timeout.1s`, `phi.8`, `phi-normal.8`, `phi-logistic.8`, `none`. */
  detect: string;
  /** What keeps an old leader from writing on: `none`, `epoch`, `lease.2s`, `stonith`. */
  fence: string;
  /** Who may be promoted. */
  elect: "freshest" | "safe" | "first";
  /** How often the log is shipped; `0` is at once. */
  ship: string;
  /** Entries of the log that are kept, in digits. */
  keep: string;
  /** How often a leader says that it is alive; `auto` is a quarter of the timeout, and 100 ms where there is none. */
  beat: string;
  /** Replicas that a write waits for, in digits. */
  w: string;
  /** Replicas that a read waits for, in digits. */
  r: string;
  /** Which replicas a read asks: all for the value, or as many as it needs, one of them for the value. */
  ask: "all" | "digest";
  /** Who coordinates a request, where the script does not say. */
  coord: "replica" | "any" | "client";
  /** Which versions replace which. */
  conflict: "lww" | "siblings" | "vectors" | "merge";
  /** What is done about older versions: `none`, or some of `read` or `block`, `hint` and `merkle`, joined by `-`. */
  repair: string;
  /** Whether others may take the place of replicas that do not answer. */
  sloppy: "on" | "off";
  /** How long a node may be unheard for hints to be kept, how many at most, how often they are tried: `3h.10000.1s`. */
  hint: string;
  /** How long a tombstone is kept: `10d`. */
  grace: string;
  /** How often a node compares its data with another's. */
  sweep: string;
  /** How long a coordinator waits for replicas; `auto` is half of a client's patience. */
  wait: string;
  /** Whether a replica answers a write only when it is on its disk. */
  fsync: "on" | "off";
  /** The level of writes, `none` where `w` counts. */
  wl: LevelName | "none";
  /** The level of reads, `none` where `r` counts. */
  rl: LevelName | "none";
}

/** The ranges of a ring's tokens, fixed partitions, or ranges of keys. */
export type PartitionScheme = "ring" | "slots" | "range";

/** A cluster of a scenario. */
export interface ScenarioCluster {
  /** What makes partitions of the keys, as placement and table make it. */
  scheme: PartitionScheme;
  hash: HashName;
  /** Tokens of a node of weight 100 to which none are given. */
  vnodes: number;
  /** Fixed partitions, where the scheme has them. */
  parts: number;
  /** The rule that places copies, where no table does. */
  placement: PlacementName;
  /** Copies of each key as they were written: in all, or per data centre (`{ d1: 3 }`). */
  rf: Copies;
  /** Kafka's `min.insync.replicas`. */
  minInsync: number;
  /** What placements draw from, in decimal digits. */
  seed: string;
  /** Where ranges of keys are cut; there is no such member where they are not. */
  splits?: string[];
  /** The explicit table: of each partition its nodes, the leader first; there is no such member without one. */
  assigned?: string[][];
  /** By number. On a ring those that are down hold no keys; in racks their copies wait for them. */
  nodes: ScenarioNode[];
  /** The racks in which nodes stand. */
  racks: { id: string; name: string; dc: string; region: string }[];
  /** What is powered off as a whole: ids of nodes, racks, data centres and regions. */
  off: string[];
}

/**
 * A node of a scenario. For `place` and the like, its `name` is the `id`:
 *
 *     now.nodes.filter((n) => !n.down).map(({ name, tokens, weight }) => ({ id: name, tokens, weight }))
 */
export interface ScenarioNode {
  /** In the address: `n1`. */
  id: string;
  /** As shown; generated tokens are hashes of it. */
  name: string;
  /** Its region: `g1`. */
  region: string;
  /** Its data centre: `d1`. */
  dc: string;
  /** Its rack in the data centre: `r1`. */
  rack: string;
  /** In per cent. */
  weight: number;
  /** The tokens that were given to it; there is no such member where they are generated. */
  tokens?: HashValue[];
  /** Whether it has no power, by itself or with its rack, data centre or region. */
  down: boolean;
}

/**
 * The keys that a page counts: generated ones (key j is `prefix` followed by π(j) in decimal digits, π being the permutation
 * of `seed`, where 0 leaves numbers as they are), or those of a file of the reader's, of which only the digest is known.
 */
export type ScenarioKeys =
  | { count: number; prefix: string; seed: string }
  | { count: number; file: string };

/**
 * The hash values of keys.
 *
 *     hash({ hash: "murmur3-cassandra", keys: ["user:bob"] })  // → ["…"], one a key
 */
export function hash(options: {
  hash: HashName;
  /** Up to 1,000,000, of 128 MiB in all. */
  keys: Key[];
}): HashValue[];

/** Where keys go. */
export interface PlaceOptions extends ClusterOptions {
  /** Up to 10,000; there may be none. */
  nodes: Node[];
  /**
   * Copies of each key, the owner's included: 1 to 10,000, 1 by default. More than there are nodes gives every node that
   * has a token, as Cassandra does. One answer has 10,000,000 ids at most, and 256 MiB of them.
   */
  rf?: number;
}

/** Which nodes of a ring hold copies. Schemes without a ring know `walk` alone. */
export interface RingCopies {
  /**
   * - `walk`, the default: the next different nodes clockwise, blind to racks: Cassandra's `SimpleStrategy`
   * - `nts`: different racks while there are any, in each data centre: `NetworkTopologyStrategy` since 3.0
   * - `nts2`: the same nodes in the order of Cassandra 2.x
   */
  placement?: "walk" | "nts" | "nts2";
  /**
   * Copies of each key, 1 by default. With `nts` and `nts2` a number is that of each data centre. More than a data
   * centre has nodes gives every node of it. `walk` takes a number alone.
   */
  rf?: Copies;
}

/** Of a key, or of a position, what becomes of it. */
export interface Placed {
  /** Its hash value. */
  hash: HashValue;
  /** The node that owns it; null where no node has a token. */
  owner: string | null;
  /** The nodes that hold it, the owner first, in the order of the walk; as many as `rf` where there are so many. */
  replicas: string[];
}

/** Where keys go, one row a key. */
export function place(options: Omit<PlaceOptions, "rf"> & RingCopies & {
  /** Up to 1,000,000, of 128 MiB in all. */
  keys: Key[];
}): Placed[];
/** Where hash values go, given directly, one row a position. */
export function place(options: Omit<PlaceOptions, "rf"> & RingCopies & {
  /** Up to 1,000,000. */
  positions: HashValueInput[];
}): Placed[];

/**
 * The same as `place` for many keys, fast: no object is made for a key. Of each key the answer has `rf` numbers: places in
 * `nodes`, the owner first, and 4294967295 where there is no such copy.
 *
 *     const places = owners({ scheme: "ring", hash: "xxh64", nodes, text: keys.join("\n") });
 *     nodes[places[7]].id  // the owner of keys[7]
 *
 * The cluster of the last call is kept, so that calls about the same nodes do not build it again. (To measure how long
 * it takes to build one, give other nodes each time.)
 */
export function owners(options: PlaceOptions & {
  /** The keys, joined by "\n"; the empty text has none. Up to 1,000,000, of 128 MiB in all. */
  text: string;
}): Uint32Array;
/** The same for generated keys. */
export function owners(options: PlaceOptions & {
  /** How many keys: key j is `${prefix}${j}`, j from 0. Up to 1,000,000. */
  count: number;
  /** What each key begins with: up to 1,024 bytes; nothing by default. */
  prefix?: string;
}): Uint32Array;

/** The exact share of the hash space that each node owns, in the order of `nodes`. The shares of a cluster add up to 1. */
export function ownership(options: ClusterOptions & {
  /** Up to 10,000; there may be none. */
  nodes: Node[];
}): { id: string; share: Share }[];

/** What changes hands between two lists of nodes. */
export interface MovementOptions extends ClusterOptions {
  /** The nodes before. They are matched with those after by their ids. */
  before: Node[];
  /** The nodes after. Where either list is empty nothing moves: there is nowhere to go. */
  after: Node[];
}

/** A range of hash values, `(start, end]`, whose owner changes. */
export interface MovedRange<Held> {
  /**
   * Not in the range. On a ring with `sha1`, which uses the leading 128 of 160 bits, it is the last value with these 128
   * bits, and so is `end`: whether a digest lies in the range can be told by comparing whole values.
   */
  start: HashValue;
  /** In the range. */
  end: HashValue;
  /** Who had it. */
  from: Held;
  /** Who has it. */
  to: Held;
}

/** What changed hands. */
export interface Movement<Held> {
  /** The exact share of the hash space. */
  share: Share;
  /**
   * The ranges by their end, neighbours of the same change merged, of which the first may wrap. Null for `mod`, which
   * scatters what it moves.
   */
  ranges: MovedRange<Held>[] | null;
}

/** Which ranges change their owner. */
export function movement(options: MovementOptions & {
  of?: "owner";
  /** Not used. */
  rf?: number;
}): Movement<string>;
/**
 * Which ranges change their ordered list of replicas: also a new order is a change. The number of tokens in both lists times
 * `rf` is 10,000,000 at most.
 */
export function movement(options: MovementOptions & {
  of: "replicas";
  /** Copies of each key, the owner's included: 1 to 10,000, 3 by default. */
  rf?: number;
}): Movement<string[]>;

/**
 * Where systems put copies.
 *
 * | name | as in |
 * |---|---|
 * | `walk` | Cassandra's `SimpleStrategy` |
 * | `nts`, `nts2` | Cassandra's `NetworkTopologyStrategy` since 3.0, and in 2.x |
 * | `kafka` | Kafka's `AdminUtils`: topics under ZooKeeper, and reassignment still |
 * | `kraft` | Kafka's `StripedReplicaPlacer`: topics under KRaft |
 * | `redis` | `redis-cli --cluster create` |
 * | `hdfs` | HDFS's default, each node writing in turn |
 * | `awareness` | allocation awareness of Elasticsearch and OpenSearch |
 * | `copysets` | copyset replication (Cidon et al., 2013), two permutations |
 * | `random` | uniformly random nodes |
 * | `spread` | as many racks as can be, nodes by weight, leaders balanced; takes copies per data centre too |
 */
export type PlacementName =
  | "walk"
  | "nts"
  | "nts2"
  | "kafka"
  | "kraft"
  | "redis"
  | "hdfs"
  | "awareness"
  | "copysets"
  | "random"
  | "spread";

/** What a real system would draw at random. */
export interface Choices {
  /** `kafka`: where leaders begin and by how much the others are shifted, 0 to 10,000. -1 draws both, as by default. */
  startIndex?: number;
  /** `kafka`: the number of the first partition, where a topic grows. -1, the default, counts from 0. */
  startPartition?: number;
  /** `kraft`: `zero` makes every draw 0. */
  random?: "zero" | "seed";
  /**
   * What all other draws come from, 0 to 2^64 - 1; 0 by default. `redis` draws only where it is given: then its optimiser
   * swaps replicas that share a host.
   */
  seed?: string | number | bigint;
}

/** A partition and its copies. */
export interface AssignedPartition {
  /**
   * Its number; for `redis` the slots of a master, `0-5460`; on a ring the token at which its range ends, in decimal
   * digits.
   */
  partition: string;
  /** Ids of nodes, the preferred leader first. */
  replicas: string[];
  /** The first of them; null where there is none. */
  leader: string | null;
}

/**
 * Where a system puts the copies of all partitions, one row a partition.
 *
 *     assign({ placement: "kafka", nodes, partitions: 12, rf: 3, choices: { startIndex: 0 } })
 *
 * - `kafka` and `kraft` go by numbers of brokers: those that ids end with, `n28` or `28`. One without a number, or with
 *   that of another, is an error.
 * - `redis` makes its partitions itself, one a master: `rf` is 1 + replicas a master. `walk`, `nts` and `nts2` place the
 *   ranges of the nodes' tokens, in ring order.
 * - More copies than nodes are an error of field `rf` for `kafka`, `kraft` and `redis`, as in the real ones; the others
 *   place as many as they can.
 */
export function assign(options: {
  placement: PlacementName;
  /** Up to 10,000, in the order in which the system is given them. */
  nodes: Node[];
  /** 1 to 65,536; for `walk`, `nts`, `nts2` and `redis` they are not given. */
  partitions?: number;
  /** Copies of each partition: a number, 1 to 10,000, or for `nts`, `nts2` and `spread` one for each data centre. */
  rf: Copies;
  /** On a ring: the function that makes tokens; `murmur3-cassandra` by default. */
  hash?: HashName;
  /** On a ring: tokens of a node to which none are given; 16 by default. */
  vnodes?: number;
  choices?: Choices;
}): AssignedPartition[];

/**
 * What a request waits for, counted as Cassandra does: a quorum is one of the copies that are configured. `any` is for
 * writes alone. `acks-all` is Kafka's: writes wait for `min.insync.replicas`, reads for one. `raft` is a majority.
 */
export type LevelName =
  | "one"
  | "two"
  | "three"
  | "quorum"
  | "all"
  | "any"
  | "local-one"
  | "local-quorum"
  | "each-quorum"
  | "acks-all"
  | "raft";

/** What a level still has. */
export interface Held {
  level: LevelName;
  /** Of local levels the data centre, `d1`; others have no such member. */
  dc?: string;
  /** Partitions that can be read: for `any` none. */
  readable: number;
  /** Partitions that can be written to. */
  writable: number;
  /** The same as shares of the data: of hash values, of slots, or of ranges of keys as they are weighed. */
  readableShare: Share;
  writableShare: Share;
}

/** What is left of a cluster. */
export interface Survived {
  /** All partitions. */
  partitions: number;
  /** Those of which no copy is on. */
  lost: number;
  /** Their share of the data. */
  lostShare: Share;
  /** Those of which some copy is off and some is on. */
  underReplicated: number;
  /** Every level, local ones once for each data centre. */
  levels: Held[];
  /** The same in words, at the level of the address. */
  sentence: string;
}

/**
 * What survives of the cluster of an address when some of it is off, placed as where the page shows racks. What cannot
 * be read of the address is as in `parse`; where the placement refuses, an `ApiError` of field `address` says why.
 */
export function survive(
  address: string,
  options?: {
    /**
     * Ids of nodes, racks, data centres and regions (`n1`, `r2`, `d1`, `g1`), instead of what the address has off. A rack
     * whose number several data centres have is `d1.r2`; `r2` is all of them.
     */
    down?: string[];
  },
): Survived;

/** The sets of one size. */
export interface Breakers {
  /** How many break at least one partition; a string of digits beyond 2^53 - 1; null where it is only estimated. */
  count: number | string | null;
  /** The estimate, where there is no count. */
  estimate?: {
    /** The 95 % interval (Wilson) of the share of all sets that break one, from 0 to 1. */
    low: number;
    high: number;
    /** Random sets that were tried, and how many of them break one. */
    samples: number;
    hits: number;
  };
  /** All sets of this size; a string of digits beyond 2^53 - 1, null beyond 2^128. */
  total: number | string | null;
  /**
   * The first set of the fewest units, of any size, that breaks one: first by ids. Empty if one is broken with nothing
   * off; null if nothing can break any.
   */
  smallest: string[] | null;
}

/**
 * Which sets of so many nodes, racks or data centres a level cannot lose: with them off, at least one partition is
 * refused. Everything is on to begin with, whatever the address has off. Counts are exact but for sets of more than three
 * of more than twelve units, where they would take too long.
 */
export function breakers(
  address: string,
  options?: {
    /** `quorum` by default. Reads at `any` are refused. */
    level?: LevelName;
    /** `write` by default. */
    op?: "read" | "write";
    /** `node` by default. */
    unit?: "node" | "rack" | "dc";
    /** Units in a set: 1, the default, to as many as there are. */
    size?: number;
    /** The data centre of local levels, the first by default; other levels make no use of it. */
    dc?: string;
  },
): Breakers;

/** Whether reads meet writes. */
export interface Overlap {
  /** Copies that any read and any write surely have in common; 0 where one of them is never answered. */
  overlap: number;
  /** Whether a read that is answered has met every write that was acknowledged before it. */
  strong: boolean;
}

/** What two levels promise, wherever their clients stand. */
export interface Promised extends Overlap {
  /** Copies that may be off, whichever they are, with reads still answered; null where they never are. */
  toleratesRead: number | null;
  /** The same of writes. */
  toleratesWrite: number | null;
  /** Where copies are given per data centre: the same for a reader in the data centre of the writer. */
  inOneDc?: Overlap;
  /** All of it in words. */
  sentence: string;
}

/** Whether reads at one level meet writes at another. Local levels are those of the client's data centre. */
export function levels(options: {
  /** Copies: 1 to 1,000 in all, or for each data centre. */
  rf: Copies;
  read: LevelName;
  write: LevelName;
  /** Kafka's `min.insync.replicas`, for `acks-all`: 1 to 1,000, 1 by default. */
  minInsync?: number;
}): Promised;

/** What N, W and R give. */
export interface QuorumFound extends Overlap {
  /** Copies that any read set and any write set have in common, at least: w + r − n, or 0. */
  overlap: number;
  /**
   * Whether w + r > n, so that every read set meets every write set. A read that begins after a write was acknowledged then
   * meets a copy that has it, as long as both quorums are strict and no copy loses what it had. It is not linearizability.
   */
  strong: boolean;
  /** Copies that may be off, whichever they are, with reads still answered: n − r, from 0. */
  toleratesRead: number;
  /** The same of writes: n − w. */
  toleratesWrite: number;
  /** Only with `p`: the chance that a read is answered, from 0 to 1. */
  availableRead?: number;
  /** Only with `p`: the same of a write. */
  availableWrite?: number;
  /**
   * All of it in words; where w + r ≤ n also how often a read misses a write if both sets are drawn at random:
   * C(n − w, r) of C(n, r).
   */
  sentence: string;
}

/**
 * What follows where a write waits for w of n copies and a read for r. Throws `range` where a number is beyond its limits:
 * `w: 4 exceeds n=3: lower w or add replicas`; `number` where one is no number of its kind.
 */
export function quorum(options: {
  /** Copies: 1 to 100. */
  n: number;
  /** Copies that a write waits for: 1 to n. */
  w: number;
  /** Copies that a read waits for: 1 to n. */
  r: number;
  /** The chance that a copy is off, independently of the others: 0 to 1, fractions too. */
  p?: number;
}): QuorumFound;

/** What is thrown where an option is wrong: a plain object, not an `Error`. */
export interface ApiError {
  /**
   * - `missing`: not given, and there is no default
   * - `type`: of another type than the option has
   * - `unreadable`: a getter or a Proxy threw when it was read
   * - `unknown-option`: no option of this function
   * - `conflict`: two options that exclude each other, or neither of them; or what a system refuses
   * - `number`: not a whole number, or not an exact one; or no number at all
   * - `range`: a number beyond its least or greatest value
   * - `word`: a word that the option does not know
   * - `text`: too long, or with half a surrogate pair in it
   * - `duplicate`: an id that stands twice
   * - `limit`: more than one call may ask for
   */
  code:
    | "missing"
    | "type"
    | "unreadable"
    | "unknown-option"
    | "conflict"
    | "number"
    | "range"
    | "word"
    | "text"
    | "duplicate"
    | "limit";
  /** Which option, as in `nodes[3].weight`; empty if it is the options as a whole. */
  field: string;
  /** What it was, shortened if long; empty if that is not at issue. */
  value: string;
  /** The cause and the cure, in words. */
  message: string;
  /** The nearest valid value, which can be used as it is; null if none is near. */
  hint: string | null;
}

/** How a picture is drawn. */
export interface RenderOptions {
  /**
   * - `ring`, the default: who owns what, what moved, and the followed key
   * - `walk`: the walk of the followed key, magnified; the ring itself where that shows the walk
   * - `owned`: shares of nodes as bars
   * - `moved`: the share that moved beside that of hash mod N; the ring where nothing moved
   * - `racks`: where the copies lie, by data centre, rack and node, whatever the address shows; its height is its own
   * - `sequence`: what happens over time, mode by mode; the ring where the address has no `repl`
   * - `sets`, `matrix`: a write set and a read set at their worst, and every W and R of as many copies; the ring where W or R
   *   exceeds the copies
   * - `versions`: which node had which version of the first key, in the first mode; the ring where `repl` is not `leaderless`
   */
  picture?: "ring" | "walk" | "owned" | "moved" | "racks" | "sequence" | "sets" | "matrix" | "versions";
  /**
   * The instant of a sequence, after which nothing is drawn: ns in decimal digits as a string, or ms as a number. By default
   * that of the address.
   */
  at?: string | number;
  /** Whether the steps of a sequence are all as high as each other, and its messages level: false by default. */
  flat?: boolean;
  /** Whether a sequence shows heartbeats, and who watches over the leaders: false by default. */
  upkeep?: boolean;
  /** The width in pixels: 160 to 4,000, 744 by default. */
  width?: number;
  /**
   * The greatest height in pixels: 160 to 4,000, which is the default. The picture takes what it needs; of a sequence it is
   * the height of its time.
   */
  height?: number;
  /** The colours: `auto`, the default, takes those that the address asks for, else the light ones. */
  theme?: "auto" | "light" | "dark";
}

/**
 * A picture of an address as the page shows it: an SVG document with title and description, which needs nothing else.
 * Keys are drawn up to 200,000. An address that cannot be read in part shows the rest, as `parse` does. Throws an
 * `ApiError` where an option is wrong or the address is no string.
 */
export function render(address: string, options?: RenderOptions): string;

/** What of a run is asked for. */
export interface RunOptions {
  /** Which of the modes side by side: 1, the default, to 3. */
  mode?: 1 | 2 | 3;
  /** Whether the events are told, which are many: true by default, up to 500,000. Without them `events` is null. */
  events?: boolean;
}

/** What a client asked for, and what it was told. Times are ns from the start, in decimal digits. */
export interface RunOperation {
  /** Who asked, as in `c1`. */
  client: string;
  /** The same. */
  process: string;
  kind: "get" | "put" | "delete" | "cas" | "increment" | "insert";
  /** Of an insert the automatic id, once it was given out. */
  key: string;
  /** What was written; of a `get` what it returned, null where there was nothing or no answer. */
  value: string | null;
  /** What a `cas` expects. */
  expected: string | null;
  /** False of a `cas` that was seen not to match. */
  matched: boolean;
  start: string;
  /** Null while it waits. */
  end: string | null;
  /** `fail`: it was told that it was not done. `unknown`: it was told nothing, so it may have been done, or may be yet. */
  outcome: "ok" | "fail" | "unknown";
  /** The node that answered, where the outcome is `ok`. */
  acknowledgedBy: string | null;
  partition: string;
  /** Where a write stands in the log, or up to where a read saw it. */
  position: string | null;
  /** How often it was asked anew. */
  retries: number;
}

/** A promise that was kept or broken. */
export interface RunVerdict {
  rule:
    | "acknowledged-kept"
    | "one-writer"
    | "fresh-reads"
    | "read-your-writes"
    | "monotonic-reads"
    | "consistent-prefix"
    | "same-data"
    | "converged"
    | "linearizable"
    | "seen-first";
  ok: boolean;
  /** When it broke first, ns. */
  at: string | null;
  /** The place of that event in `events`. */
  event: number | null;
  /** The place in `operations` of the one that it broke for. */
  operation: number | null;
  /** In one sentence, whether it held or broke. */
  sentence: string;
}

/** A write that is gone. */
export interface RunLost {
  /** Its place in `operations`. */
  operation: number;
  key: string;
  value: string | null;
  /** When it was acknowledged, ns; null if it never was. */
  acknowledged: string | null;
  /** Since when it is gone, ns. */
  at: string;
  /** The node that made it so: the one that leads without it, or that discarded it. */
  node: string;
  sentence: string;
}

/** Latencies of operations that were done, ns in decimal digits; null where there were none. */
export interface RunLatencies {
  ok: number;
  fail: number;
  unknown: number;
  mean: string | null;
  p50: string | null;
  p90: string | null;
  p99: string | null;
  p999: string | null;
}

/**
 * Something that happened to somebody. Beside `at` (ns), `actor` and `kind` it has the members that go with its kind:
 * - `invoked`, `returned`, `acknowledged`, `served`: `operation`
 * - `sent`: `message` (its number), `topic`, `style` (`call`, `one-way` or `reply`), `from`, `to`, `partition`,
 *   `operation`, `first` and `last` position, `epoch`, `version` (its place in `versions`, or null), `bytes`, `arrives` (null if never), `loss` (why)
 * - `arrived`, `lost`: `message`
 * - `accepted` by a leader, `received` by a follower: `partition`, `position`, `epoch`, `operation`
 * - `flushing`, `persisted`, `committed`, `installed`: `partition`, `position`
 * - `applied`: `partition`, `position`, `key`, `value`
 * - `discarded`: `partition`, `position` (the first that is gone), `last`
 * - `leads`: `partition`, `position`, `epoch`; `steps-down`: `partition`, `epoch`
 * - `suspects`, `trusts`: `whom`, `partition`; `lease-ended`, `incompatible`: `partition`
 * - without a leader: `stored`, `dropped`: `partition`, `version`, `why` (`write`, `repair`, `hint`, `sweep`, `disk`; `replaced`,
 *   `purged`, `forgotten`); `hinted`, `unhinted`: `whom`, `version`, `delivered`; `chosen` for a read: `operation`, `version`;
 *   `differs`: `operation`; `short`: `operation`, `got`, `need`; `sloppy`: `operation`, `whom` stands in; `compared`:
 *   `partition`, `whom`, `level`, `differ`
 * - `killed`, `crashed`, `restarted`, `paused`, `resumed`; `skewed`: `by` (ns)
 *
 * Members may be added; none changes its meaning.
 */
export interface RunEvent {
  at: string;
  actor: string;
  kind: string;
  [member: string]: string | number | null;
}

/** A version of a value, where replicas keep these and no log. */
export interface RunVersion {
  key: string;
  /** Null is a tombstone. */
  value: string | null;
  /** Which of its key's versions it is, from 1. */
  number: number;
  /** The place in `operations` of the write that made it. */
  operation: number;
  /** What its coordinator's clock said, us. */
  clock: string;
  /** Who counted it, and which of its events it is. */
  dot: [string, number];
  /** How many events of each its writer knew of. */
  context: [string, number][];
}

/** All that happens over time at an address, under the rules of one mode. */
export interface RunResult {
  address: string;
  mode: number;
  modes: number;
  /** Equal on every machine for equal runs. */
  digest: string;
  /** When the run ended, ns. */
  end: string;
  /** `steps`: it reached the limit of steps, and what would come after is not known. */
  ended: "until" | "steps";
  steps: string;
  /** Clients, nodes, and `w1`, who watches over leaders. */
  actors: string[];
  operations: RunOperation[];
  /** In the order in which they were made; none where there is a leader. */
  versions: RunVersion[];
  events: RunEvent[] | null;
  /** Writes that were acknowledged and are gone. */
  lost: RunLost[];
  /** Writes that were never acknowledged and are gone: nobody was promised anything. */
  discarded: RunLost[];
  verdicts: RunVerdict[];
  metrics: {
    writes: RunLatencies;
    reads: RunLatencies;
    /** Acknowledged writes that one node alone had: the most at once, and for how long in all, ns. */
    atRisk: { most: number; total: string };
    /** Of each partition, how long nobody led, ns, and how long each failover took; null for one that did not end. */
    partitions: { partition: string; unled: string; failovers: (string | null)[] }[];
  };
}

/**
 * Runs an address that has `repl=leader` or `repl=leaderless`. Throws an `ApiError` where it says nothing of time, cannot be run, or has more
 * events than cross at once.
 */
export function run(address: string, options?: RunOptions): RunResult;

/** The same as the text of a Mermaid sequence diagram. */
export function mermaid(address: string, options?: RunOptions): string;

/** One operation of a history. What `run` says of its operations beyond this may be there, and is not looked at. */
export interface HistoryOperation {
  /** Who asked: a whole number, or a string; 1 and "1" are the same. */
  process: number | bigint | string;
  /**
   * `get` is `read` and `put` is `write`. `cas`, `increment` and `insert` need the model `cas-register`, `append` needs `kv`.
   * `delete` writes nothing. `increment` adds one to the number that there is, or makes it 1. An `insert` without an answer
   * may have written any key.
   */
  kind: "read" | "write" | "cas" | "append" | "get" | "put" | "delete" | "increment" | "insert";
  /** Of which key: "" by default. Keys are independent of each other. */
  key?: string;
  /**
   * What was read or is written; null is nothing. Of a read that is not given, nothing is known, and it asks for nothing.
   * Of an increment: what came of it.
   */
  value?: string | null;
  /** What a `cas` expects; null is nothing. */
  expected?: string | null;
  /** Whether a `cas` found what it expects: true by default. One that did not is `ok` too, and wrote nothing. */
  matched?: boolean;
  /**
   * When it was asked for, and when the answer came: numbers, or decimal numbers as strings, of any unit, below 10^20 with at
   * most 18 digits after the point. Only their order counts. What ends at the very instant at which another starts is
   * concurrent with it. No `end`: it was never answered.
   */
  start: number | bigint | string;
  end?: number | bigint | string | null;
  /**
   * `fail`: it did not happen, and never will. `unknown`: it may have happened at any time after its start, or may not.
   * By default `ok` where there is an end, else `unknown`; without an end `ok` is `unknown` too.
   */
  outcome?: "ok" | "fail" | "unknown";
}

/** Whether a history is linearizable, with what shows it. */
export interface Checked {
  /** Null where a limit was reached before it was decided. */
  ok: boolean | null;
  /**
   * If it is: places in `operations`. Done one by one in this order, each between its start and its end, all answers are
   * right. What failed is not there, nor reads of which nothing is known, nor what need not have happened.
   */
  order?: number[];
  /**
   * If it is not: the places of operations that no order explains, whatever the others did. By themselves they cannot be
   * explained either.
   */
  witness?: number[];
  /** The key that the witness is of. */
  key?: string | null;
  /** Whether none of the witness can be left out: a write together with what reads what only it wrote, else one by itself. */
  shortest?: boolean;
  /** In one sentence. What can write is called w1, w2, …, and reads r1, r2, …, in the order in which they began. */
  sentence: string;
}

/** How long the ways of PBS take, each as an address writes a latency: `exp.2ms`, `pareto.1ms.350`, `table.aws-2013`. */
export interface StalenessLatencies {
  /** A write, to a replica. */
  w: string;
  /** Its acknowledgement. */
  a: string;
  /** A read, to a replica. */
  r: string;
  /** Its answer. */
  s: string;
  /** Where `table` is used: the places of who asks and of the replicas, such as `Virginia`. */
  from?: string;
  to?: string;
}

export interface StalenessOptions {
  /** Replicas, 1 to 100. */
  n: number;
  /** How many acknowledge a write, 1 to `n`. */
  w: number;
  /** How many answer a read, 1 to `n`. */
  r: number;
  /** A model of the paper, or latencies: one text for all four ways, or one each. */
  model?:
    | "LNKD-SSD"
    | "LNKD-DISK"
    | "YMMR"
    | "YMMR-3.35"
    | "WAN"
    | "exponential"
    | (string & {})
    | StalenessLatencies;
  /** Latencies, in place of a model. */
  latencies?: string | StalenessLatencies;
  /** 1 to 5,000,000, and with `n` replicas at most 20,000,000 / n; 100,000 unless given. */
  trials?: number;
  /** From 0 to 2^64 - 1, in decimal digits where it is large; 0 unless given. The same seed gives the same answer everywhere. */
  seed?: string | number | bigint;
  /** The chance that `visibility` is for, between 0 and 1; 0.999 unless given. */
  quantile?: number;
  /** ms after the acknowledgement, at most 10,000 of them; round steps up to a quarter beyond `visibility` unless given. */
  at?: number | ArrayLike<number>;
}

/** Latencies, ms: half, 99 % and 99.9 % take at most so long. */
export interface StalenessQuantiles {
  p50: number;
  p99: number;
  p999: number;
}

export interface StalenessResult {
  /** The chance `p` that a read which begins `t` ms after the acknowledgement sees the write, and its interval at 95 %. */
  consistentAt: { t: number; p: number; low: number; high: number }[];
  /**
   * How many ms after the acknowledgement a read must begin to see the write with the chance asked for, and the interval at
   * 95 %; null where there are too few trials for an end.
   */
  visibility: { quantile: number; value: number; low: number | null; high: number | null };
  readLatency: StalenessQuantiles;
  writeLatency: StalenessQuantiles;
  /**
   * The chance that a read returns one of the last `k` versions, for k from 1 to 10, in closed form. `num` and `den` are null
   * where the exact fraction passes 2^128.
   */
  kStaleness: { k: number; num: string | null; den: string | null; approx: number }[];
  trials: number;
  /** `visibility` in words. */
  sentence: string;
}

/**
 * Whether a history is linearizable: whether each operation can be given an instant between its start and its end so that all
 * answers are right. Takes the `operations` of `run` as they are, with the model `cas-register`.
 *
 * At most 100,000 operations, with 16 MiB of keys and values, each of 64 KiB; the search gives up after 200,000,000 steps or
 * 128 MiB. Where each value of a register is written once, there is no search, and no limit of steps.
 */
export function check(options: {
  operations: HistoryOperation[];
  /** What each key is: `register` is read and written; `cas-register` has `cas` too; `kv` is a text that can be appended to. */
  model: "register" | "cas-register" | "kv";
  /** What each key has at the start: nothing by default, which is "" in `kv`. */
  initial?: string | null;
}): Checked;

/**
 * How stale reads are whose replicas need not overlap with those of the write: Probabilistically Bounded Staleness (Bailis et
 * al., VLDB 2012), by trials. 100,000 trials of three replicas take some ten milliseconds.
 */
export function staleness(options: StalenessOptions): StalenessResult;
