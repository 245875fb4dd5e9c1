// What the ledger knows without a page: judging a typed number, and the steps of a walk through the
// graph.
const TRIES = 2; // wrong numbers before the right one is offered

// What to answer to a number typed for a node: right, a known mistake, or neither.
function judge(number, node, rounding) {
  if (Math.abs(number - node.right) <= node.tolerance) return { state: "right", id: "" };
  const off = (value) => Math.abs(number - value) - rounding * Math.abs(value) - 1e-12;
  const near = node.mistakes.filter((mistake) => mistake.values.some((value) => off(value) <= 0));
  const distance = (mistake) =>
    Math.min(...mistake.values.map((value) => Math.abs(number - value)));
  near.sort((one, other) => distance(one) - distance(other));
  return { state: "wrong", ...(near[0] ?? UNKNOWN) };
}

const UNKNOWN = {
  id: "",
  says: "Not yet, and it is none of the mistakes this page knows.",
  asks: "For each path: which gradient comes back, times which local derivative?"
};

function notANumber(typed) {
  if (/\d,\d/.test(typed)) return "Write a decimal point where you have a comma.";
  return `${typed.trim() ? "That cannot be read: type" : "Type"} `
    + "a number, or a product such as 0.5*2.";
}

// The steps of one pass through a graph, and how far the reader has come. No drawing here.
class Walk {
  constructor(graph, focus, at = 0) {
    this.graph = graph;
    this.path = focus === null ? null : new Set(graph.focus[focus].path);
    const asked = graph.backward.filter((i) => !this.path || this.path.has(i));
    this.steps = [
      ...graph.forward.map((node) => ({ pass: "forward", node })),
      ...asked.map((node) => ({ pass: "backward", node }))
    ];
    this.at = at; // steps taken
    this.known = new Set(); // nodes whose gradient was found or shown
    this.wrong = new Map(); // wrong tries by node
  }
  get next() {
    return this.steps[this.at];
  }
  get last() {
    return this.steps[this.at - 1];
  }
  get asking() {
    return this.next?.pass === "backward" ? this.next.node : null;
  }
  get mayShow() {
    return this.asking !== null && (this.wrong.get(this.asking) ?? 0) >= TRIES;
  }
  get locked() {
    return this.asking !== null && !this.known.has(this.asking);
  }
  move(by) {
    if (by > 0 && (this.locked || !this.next)) return false;
    this.at = Math.max(0, this.at + by);
    return true;
  }
  reveal() {
    this.known.add(this.asking);
    this.at += 1;
  }
  miss() {
    this.wrong.set(this.asking, (this.wrong.get(this.asking) ?? 0) + 1);
  }
  taken(pass, node) {
    return this.steps.slice(0, this.at).some((step) => step.pass === pass && step.node === node);
  }
  hasValue(node) {
    return this.graph.nodes[node].leaf || this.taken("forward", node);
  }
  hasGrad(node) {
    return this.taken("backward", node);
  }
  get progress() {
    const { pass } = this.next ?? this.last;
    const all = this.steps.filter((step) => step.pass === pass).length;
    return pass === "forward"
      ? `Forward ${this.at} of ${all}`
      : `Backward ${this.at - this.graph.forward.length} of ${all}`;
  }
  get summary() {
    const asked = this.steps.length - this.graph.forward.length;
    return `The ledger is full: ${asked - this.wrong.size} of ${asked} at the first try.`;
  }
}
