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
  /** Where it stands, as any texts; a rack is the pair (dc, rack). These schemes make no use of it. */
  dc?: string;
  rack?: string;
  host?: string;
}

/** What all functions of clusters have in common. */
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
  scheme: "ring";
  /** The cluster after the change shown. */
  now: ScenarioCluster;
  /** The cluster before it; the same where no change is shown. */
  before: ScenarioCluster;
  keys: ScenarioKeys;
  /** The key that is followed. */
  pick: string;
  theme: "auto" | "light" | "dark";
  /** The size of the text: `large` is for a projector. */
  text: "normal" | "large";
}

/** A cluster of a scenario. */
export interface ScenarioCluster {
  hash: HashName;
  /** Tokens of a node of weight 100 to which none are given. */
  vnodes: number;
  /** Copies of each key. */
  rf: number;
  /** By number. Those that are down hold no keys. */
  nodes: ScenarioNode[];
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
  /** Its data centre: `d1`. */
  dc: string;
  /** Its rack in the data centre: `r1`. */
  rack: string;
  /** In per cent. */
  weight: number;
  /** The tokens that were given to it; there is no such member where they are generated. */
  tokens?: HashValue[];
  /** Whether it is powered off. */
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
   * has a token. One answer has 10,000,000 ids at most, and 256 MiB of them.
   */
  rf?: number;
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
export function place(options: PlaceOptions & {
  /** Up to 1,000,000, of 128 MiB in all. */
  keys: Key[];
}): Placed[];
/** Where hash values go, given directly, one row a position. */
export function place(options: PlaceOptions & {
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

/** What is thrown where an option is wrong: a plain object, not an `Error`. */
export interface ApiError {
  /**
   * - `missing`: not given, and there is no default
   * - `type`: of another type than the option has
   * - `unreadable`: a getter or a Proxy threw when it was read
   * - `unknown-option`: no option of this function
   * - `conflict`: two options that exclude each other, or neither of them
   * - `number`: not a whole number, or not an exact one
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
   */
  picture?: "ring" | "walk" | "owned" | "moved";
  /** The width in pixels: 160 to 4,000, 744 by default. */
  width?: number;
  /** The greatest height in pixels: 160 to 4,000, which is the default. The picture takes what it needs. */
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
