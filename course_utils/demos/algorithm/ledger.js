// The ledger. The kernel sends a graph once, with every number and every answer; each step of the
// reader is taken here. Only a newly typed expression goes back to the kernel.
const TRIES = 2; // wrong numbers before the right one is offered
const { html, svg } = Demo;

// A typed number, or a calculation such as 0.7*0.22 or (1 - 0.5)/2. NaN if it is neither.
function evaluate(text) {
  const tokens = text.replaceAll("−", "-").replaceAll("·", "*").replaceAll("×", "*")
    .match(/(\d+\.?\d*|\.\d+)(e[-+]?\d+)?|[-+*/()]|\S/gi) ?? [];
  const take = (...wanted) => (wanted.includes(tokens[0]) ? tokens.shift() : null);
  const factor = () => {
    if (take("-")) return -factor();
    if (take("+")) return factor();
    if (take("(")) {
      const inside = sum();
      return take(")") ? inside : NaN;
    }
    return tokens.length ? Number(tokens.shift()) : NaN;
  };
  const chain = (part, ...signs) => {
    let value = part();
    for (let sign = take(...signs); sign; sign = take(...signs)) {
      const next = part();
      value = { "*": value * next, "/": value / next, "+": value + next, "-": value - next }[sign];
    }
    return value;
  };
  const product = () => chain(factor, "*", "/");
  const sum = () => chain(product, "+", "-");
  const value = sum();
  return tokens.length ? NaN : value;
}

// What to answer to a number typed for a node: right, a known mistake, or neither.
function judge(number, node, rounding) {
  if (Math.abs(number - node.right) <= node.tolerance) return { state: "right", id: "" };
  const off = (value) => Math.abs(number - value) - rounding * Math.abs(value) - 1e-12;
  const near = node.mistakes.filter((mistake) => mistake.values.some((value) => off(value) <= 0));
  const distance = (mistake) => Math.min(...mistake.values.map((value) => Math.abs(number - value)));
  near.sort((one, other) => distance(one) - distance(other));
  return near.length ? { state: "wrong", ...near[0] } : { state: "wrong", id: "", says: "", asks: "" };
}

const UNKNOWN = {
  says: "Not yet, and it is none of the mistakes this page knows.",
  asks: "For each path: which gradient comes back, times which local derivative?",
};

// The steps of one pass through a graph, and how far the reader has come. No drawing here.
class Walk {
  constructor(graph, focus) {
    this.graph = graph;
    this.path = focus === null ? null : new Set(graph.focus[focus].path);
    const asked = graph.backward.filter((i) => !this.path || this.path.has(i));
    this.steps = [
      ...graph.forward.map((node) => ({ pass: "forward", node })),
      ...asked.map((node) => ({ pass: "backward", node })),
    ];
    this.at = 0; // steps taken
    this.known = new Set(); // nodes whose gradient was found or shown
    this.wrong = new Map(); // wrong tries by node
    this.shown = 0;
  }
  get next() { return this.steps[this.at]; }
  get last() { return this.steps[this.at - 1]; }
  get asking() { return this.next?.pass === "backward" ? this.next.node : null; }
  get mayShow() { return this.asking !== null && (this.wrong.get(this.asking) ?? 0) >= TRIES; }
  get locked() { return this.asking !== null && !this.known.has(this.asking); }
  move(by) {
    if (by > 0 && (this.locked || !this.next)) return false;
    this.at = Math.max(0, this.at + by);
    return true;
  }
  reveal() {
    this.known.add(this.asking);
    this.at += 1;
  }
  miss() { this.wrong.set(this.asking, (this.wrong.get(this.asking) ?? 0) + 1); }
  hasValue(i) {
    return this.graph.nodes[i].leaf || this.steps.slice(0, this.at).some((s) => s.pass === "forward" && s.node === i);
  }
  hasGrad(i) {
    return this.steps.slice(0, this.at).some((s) => s.pass === "backward" && s.node === i);
  }
}

// The picture: drawn once for a graph, then only shown and hidden.
function picture(graph) {
  const text = (node, cls, dy) =>
    svg("text", { class: cls, y: dy, "font-size": node.size, "text-anchor": "middle" });
  const edges = graph.edges.map((edge) => ({
    ...edge,
    line: svg("path", { class: "ledger-edge", d: edge.d, "data-from": edge.from, "data-to": edge.to }),
    label: svg("text", { class: "ledger-local", x: edge.x, y: edge.y + 5, "text-anchor": "middle" }, edge.local),
  }));
  const nodes = graph.nodes.map((node, i) => {
    const { width, height } = node;
    const value = text(node, "ledger-value", -height / 2 - 7);
    const grad = text(node, "ledger-grad", height / 2 + node.size);
    const label = text(node, "ledger-label", 0.35 * node.size);
    label.textContent = node.label;
    const box = svg("rect", { x: -width / 2, y: -height / 2, width, height, rx: 8 });
    const group = svg("g", { class: "ledger-node", "data-node": i, "data-name": node.name,
      transform: `translate(${node.x} ${node.y})` }, box, label, value, grad);
    return { group, value, grad };
  });
  const image = svg("svg", { class: "ledger-graph", role: "img", viewBox: `0 0 ${graph.width} ${graph.height}` },
    ...edges.map((e) => e.line), ...nodes.map((n) => n.group), ...edges.map((e) => e.label));
  image.style.width = `${graph.width}px`;
  return { image, nodes, edges };
}

function paint({ image, nodes, edges }, walk, locals) {
  const { graph, asking } = walk;
  const current = asking ?? walk.last?.node;
  nodes.forEach(({ group, value, grad }, i) => {
    const node = graph.nodes[i];
    value.textContent = walk.hasValue(i) ? node.value : "";
    grad.textContent = walk.hasGrad(i) ? node.grad : i === asking ? "?" : "";
    group.classList.toggle("ledger-current", i === current);
    group.classList.toggle("ledger-asked", i === asking);
    group.classList.toggle("ledger-aside", Boolean(walk.path && !walk.path.has(i)));
  });
  const backward = (walk.next ?? walk.last)?.pass === "backward";
  for (const { from, to, line, label } of edges) {
    const inUse = backward ? from === current : to === current && Boolean(walk.last);
    line.classList.toggle("ledger-forward", inUse && !backward);
    line.classList.toggle("ledger-backward", inUse && backward);
    label.classList.toggle("ledger-seen", inUse && backward && locals);
  }
  image.setAttribute("aria-label", inWords(walk));
}

function inWords(walk) {
  const parts = walk.graph.nodes.map((node, i) =>
    [node.name, walk.hasValue(i) && `value ${node.value}`, walk.hasGrad(i) && `gradient ${node.grad}`]
      .filter(Boolean).join(", "));
  return `${walk.graph.title}. ${parts.join("; ")}.`;
}

// Enter in a field of the form, or its button. Not left to the browser: a notebook may want Enter.
function onEnter(form, act) {
  form.addEventListener("submit", (event) => { event.preventDefault(); act(); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    act();
  });
}

// The form for an expression of one's own; null for a graph that is fixed.
function expressionForm(model) {
  if (model.get("expression") === null) return null;
  const field = (name, value, size) => html("label", {}, `${name} `,
    html("input", { type: "text", name, value, size, autocomplete: "off", spellcheck: "false" }));
  const form = html("form", { class: "demo-row ledger-form" });
  const error = html("p", { class: "ledger-error", role: "alert" });
  const draw = () => {
    const values = Object.entries(model.get("values")).map(([name, value]) => field(name, value, 5));
    form.replaceChildren(field("L =", model.get("expression"), 18), ...values,
      html("button", { type: "submit", class: "ledger-draw" }, "Draw"));
    form.firstChild.firstElementChild.classList.add("ledger-expression");
  };
  const send = () => {
    const [expression, ...values] = [...form.querySelectorAll("input")];
    model.send({
      expression: expression.value,
      values: Object.fromEntries(values.map((input) => [input.name, input.value.replaceAll("−", "-")])),
    });
  };
  onEnter(form, send);
  model.on("change:error", () => { error.textContent = model.get("error"); });
  draw();
  return { draw, element: html("div", {}, form, error) };
}

function render({ model, el }) {
  let walk, drawn, locals = false;
  const form = expressionForm(model);
  const stage = html("div", { class: "ledger-stage", tabindex: "0", "aria-label":
    "The graph. Right arrow: next step. Left arrow: one step back." });
  const answer = html("input", { type: "text", class: "ledger-answer", size: 12, autocomplete: "off", inputmode: "text" });
  const asked = html("span", { class: "ledger-asked-name" });
  const paths = html("span", { class: "ledger-paths" });
  const show = html("button", { type: "button", class: "ledger-show" }, "Show me");
  const question = html("form", { class: "demo-row ledger-question" }, html("label", {}, asked, answer),
    html("button", { type: "submit", class: "ledger-check" }, "Check"), show, paths);
  const says = Demo.line();
  const back = html("button", { type: "button", class: "ledger-back" }, "◀ Back");
  const next = html("button", { type: "button", class: "ledger-next" }, "Next ▶");
  const help = html("button", { type: "button", class: "ledger-locals", "aria-pressed": "false" }, "Local derivatives");
  const focus = html("select", { class: "ledger-focus" });
  const progress = html("span", { class: "ledger-progress" });
  const controls = html("div", { class: "demo-row", role: "group", "aria-label": "Steps" }, back, next, help,
    html("label", {}, "Ask for ", focus), progress);
  const root = Demo.card(el, "ledger", "The ledger", ...(form ? [form.element] : []), stage, question, says, controls);

  const tell = (state, text, id = "") => {
    Demo.say(says, state, text);
    says.dataset.mistake = id;
  };
  const refresh = () => {
    paint(drawn, walk, locals);
    const node = walk.graph.nodes[walk.asking];
    question.dataset.open = String(Boolean(node) && walk.locked);
    asked.textContent = node ? `${node.asked} = ` : "";
    paths.textContent = node ? (locals ? `${node.paths} ${node.locals}` : node.paths) : "";
    for (const control of [answer, question.querySelector(".ledger-check")]) control.disabled = !walk.locked;
    show.hidden = !walk.mayShow;
    back.disabled = walk.at === 0;
    next.disabled = !walk.next;
    root.dataset.pass = walk.next?.pass ?? "done";
    root.dataset.step = walk.at;
    const [pass, done, all] = count(walk);
    progress.textContent = `${pass} ${done} of ${all}`;
  };
  const start = () => {
    walk = new Walk(model.get("graph"), focus.value === "" ? null : Number(focus.value));
    drawn = picture(walk.graph);
    stage.replaceChildren(drawn.image);
    answer.value = "";
    tell("", "The inputs are there. Press the right arrow, or Next, to calculate the next value.");
    refresh();
  };
  const load = () => {
    const graph = model.get("graph");
    root.querySelector("h3").textContent = `The ledger: ${graph.title}`;
    focus.replaceChildren(html("option", { value: "" }, "every gradient"),
      ...graph.focus.map(({ name }, i) => html("option", { value: i }, `∂L/∂${name} only`)));
    start();
  };
  const describe = () => {
    const { last } = walk;
    if (!last) return tell("", "Back at the inputs.");
    const node = walk.graph.nodes[last.node];
    tell("", last.pass === "forward" ? node.forward : `${node.because}.`);
  };
  const step = (by) => {
    if (walk.move(by)) describe();
    else if (walk.locked) tell("", `First type ${walk.graph.nodes[walk.asking].asked}: a number, or a product such as 0.5*2.`);
    answer.value = "";
    refresh();
    if (walk.locked && by > 0) answer.focus({ preventScroll: true });
  };
  const found = (opening) => {
    const node = walk.graph.nodes[walk.asking];
    walk.reveal();
    tell("right", `${opening}${node.because}.${walk.next ? "" : ` ${summary(walk)}`}`);
    answer.value = "";
    refresh();
    if (walk.locked) answer.focus({ preventScroll: true });
    else if (!walk.next) stage.focus({ preventScroll: true });
  };
  const check = () => {
    const number = evaluate(answer.value);
    if (!answer.value.trim()) return tell("", "Type a number, or a product such as 0.5*2.");
    if (/\d,\d/.test(answer.value)) return tell("wrong", "Write a decimal point where you have a comma.");
    if (!Number.isFinite(number)) return tell("wrong", "That is no number: type one, or a product such as 0.5*2.");
    const verdict = judge(number, walk.graph.nodes[walk.asking], walk.graph.rounding);
    if (verdict.state === "right") return found("Right: ");
    const { says: named, asks } = verdict.id ? verdict : UNKNOWN;
    walk.miss();
    tell("wrong", `${named} ${asks}`, verdict.id);
    answer.select();
    refresh();
  };

  onEnter(question, () => { if (walk.locked) check(); });
  show.addEventListener("click", () => { walk.shown += 1; found("It is "); });
  back.addEventListener("click", () => step(-1));
  next.addEventListener("click", () => step(1));
  help.addEventListener("click", () => {
    locals = !locals;
    help.setAttribute("aria-pressed", String(locals));
    refresh();
  });
  focus.addEventListener("change", start);
  root.addEventListener("keydown", (event) => {
    const typing = event.target.matches("select, .ledger-form input") || (event.target === answer && answer.value);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(by);
  });
  const redraw = () => { form?.draw(); load(); };
  model.on("change:graph", redraw);
  model.on("change:values", () => form?.draw());
  load();
  return () => model.off("change:graph", redraw);
}

function count(walk) {
  const pass = (walk.next ?? walk.last).pass;
  const of = walk.steps.filter((s) => s.pass === pass).length;
  const before = pass === "backward" ? walk.graph.forward.length : 0;
  return [pass === "forward" ? "Forward" : "Backward", walk.at - before, of];
}

function summary(walk) {
  const asked = walk.steps.filter((s) => s.pass === "backward").length;
  const first = asked - new Set([...walk.wrong.keys()]).size;
  return `The ledger is full: ${first} of ${asked} at the first try.`;
}

export { evaluate, judge };
export default { render };
