// The ledger. The kernel sends a graph once, with every number and every answer; each step of the
// reader is taken here. Only a newly typed expression goes back to the kernel.
const { html } = Demo;

// Enter in a field of the form, or its button. Not left to the browser: a notebook may want Enter.
function onEnter(form, act) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input")) return;
    event.preventDefault();
    act();
  });
}

// The form for an expression of one's own, which the kernel reads; absent where the graph is fixed.
class ExpressionForm {
  constructor(model) {
    this.model = model;
    this.form = html("form", { class: "demo-row ledger-form" });
    this.error = html("p", { class: "ledger-error", role: "alert" });
    this.parts = model.get("expression") === null ? [] : [this.form, this.error];
    onEnter(this.form, () => this.send());
    this.draw();
  }
  draw() {
    const field = (cls, name, value, size) =>
      html("label", {}, `${name} `,
        html("input", { type: "text", class: cls, name, value, size, autocomplete: "off",
          spellcheck: "false" }));
    const values = Object.entries(this.model.get("values"));
    this.form.replaceChildren(field("ledger-expression", "L =", this.model.get("expression"), 18),
      ...values.map(([name, value]) => field("ledger-variable", name, value, 5)),
      html("button", { type: "submit", class: "ledger-draw" }, "Draw"));
  }
  complain() {
    this.error.textContent = this.model.get("error");
  }
  send() {
    const [expression, ...values] = this.form.querySelectorAll("input");
    this.model.send({
      expression: expression.value,
      values: Object.fromEntries(
        values.map((field) => [field.name, field.value.replaceAll("−", "-")])
      )
    });
  }
}

class Ledger {
  constructor(model, el) {
    const button = (cls, text, act, more = {}) =>
      html("button", { type: "button", class: cls, onclick: act, ...more }, text);
    this.model = model;
    this.locals = false; // whether local derivatives are shown
    this.form = new ExpressionForm(model);
    this.stage = html("div", { class: "ledger-stage", tabindex: "0", role: "group",
      "aria-label": "The graph. Right arrow: next step. Left arrow: one step back." });
    this.answer = html("input", { type: "text", class: "ledger-answer", size: 12,
      autocomplete: "off" });
    this.asked = html("span", { class: "ledger-asked-name" });
    this.check = html("button", { type: "submit", class: "ledger-check" }, "Check");
    this.show = button("ledger-show", "Show me", () => this.reveal(""));
    this.paths = html("span", { class: "ledger-paths" });
    this.question = html("form", { class: "demo-row ledger-question" },
      html("label", {}, this.asked, this.answer), this.check, this.show, this.paths);
    this.says = Demo.line();
    this.back = button("ledger-back", "◀ Back", () => this.step(-1));
    this.next = button("ledger-next", "Next ▶", () => this.step(1));
    this.help = button("ledger-locals", "Local derivatives", () => this.toggleLocals(), {
      "aria-pressed": "false"
    });
    this.focus = html("select", { class: "ledger-focus",
      onchange: () => this.start(this.calculated) });
    this.progress = html("span", { class: "ledger-progress" });
    this.root = Demo.card(el, "ledger", "The ledger", ...this.form.parts, this.stage, this.question,
      this.says,
      html("div", { class: "demo-row", role: "group", "aria-label": "Steps" }, this.back, this.next,
        this.help, html("label", {}, "Ask for ", this.focus), this.progress));
    this.root.addEventListener("keydown", (event) => this.onKey(event));
    onEnter(this.question, () => {
      if (this.walk.locked) this.judge();
    });
    this.load();
  }

  get node() {
    return this.walk.graph.nodes[this.walk.asking];
  }
  get calculated() {
    return Math.min(this.walk.at, this.walk.graph.forward.length);
  }

  load() {
    const graph = this.model.get("graph");
    this.root.querySelector("h3").textContent = `The ledger: ${graph.title}`;
    this.focus.replaceChildren(html("option", { value: "" }, "every gradient"),
      ...graph.focus.map(({ name }, i) =>
        html("option", { value: i }, `those on the way to ${name}`)
      ));
    this.focus.value = graph.start ?? "";
    this.start(0);
  }
  start(at) {
    const focus = this.focus.value;
    this.walk = new Walk(this.model.get("graph"), focus === "" ? null : Number(focus), at);
    this.drawn = picture(this.walk.graph);
    this.stage.replaceChildren(this.drawn.image);
    this.answer.value = "";
    this.describe();
    this.refresh();
  }
  refresh() {
    const { walk, node } = this;
    paint(this.drawn, walk, this.locals);
    this.question.dataset.open = String(walk.locked);
    this.asked.textContent = node ? `${node.asked} = ` : "";
    this.paths.textContent = [node?.paths, this.locals && node?.locals].filter(Boolean).join(" ");
    this.answer.disabled = this.check.disabled = !walk.locked;
    this.show.hidden = !walk.mayShow;
    this.back.disabled = walk.at === 0;
    this.next.disabled = !walk.next;
    this.progress.textContent = walk.progress;
    this.root.dataset.pass = walk.next?.pass ?? "done";
    this.root.dataset.step = walk.at;
  }

  tell(state, text, mistake = "") {
    Demo.say(this.says, state, text);
    this.says.dataset.mistake = mistake;
  }
  describe() {
    const { last, graph } = this.walk;
    if (!last)
      return this.tell("",
        "The inputs are there. Press the right arrow, or Next, for the next value.");
    const { forward, because } = graph.nodes[last.node];
    this.tell("", last.pass === "forward" ? forward : `${because}.`);
  }
  step(by) {
    if (this.walk.move(by)) this.describe();
    else if (this.walk.locked)
      this.tell("", `First type ${this.node.asked}: a number, or a product such as 0.5*2.`);
    this.answer.value = "";
    this.refresh();
    if (by > 0) this.moveFocus();
  }
  reveal(opening) {
    const { because } = this.node;
    this.walk.reveal();
    this.tell("right", `${opening}${because}.${this.walk.next ? "" : ` ${this.walk.summary}`}`);
    this.answer.value = "";
    this.refresh();
    this.moveFocus();
  }
  judge() {
    const typed = this.answer.value;
    const number = Demo.calculate(typed);
    if (!Number.isFinite(number)) return this.tell("", notANumber(typed));
    const verdict = judge(number, this.node, this.walk.graph.rounding);
    if (verdict.state === "right") return this.reveal("Right: ");
    this.walk.miss();
    this.tell("wrong", `${verdict.says} ${verdict.asks}`, verdict.id);
    this.answer.select();
    this.refresh();
  }
  toggleLocals() {
    this.locals = !this.locals;
    this.help.setAttribute("aria-pressed", String(this.locals));
    this.refresh();
  }

  // To the field while a gradient is asked for; off it, or off a dead button, when all is done.
  moveFocus() {
    if (this.walk.locked) this.answer.focus({ preventScroll: true });
    else if (!this.walk.next) this.stage.focus({ preventScroll: true });
  }
  onKey(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const typing = event.target.matches("select, .ledger-form input")
      || (event.target === this.answer && this.answer.value);
    if (!by || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.step(by);
  }
}

function render({ model, el }) {
  const ledger = new Ledger(model, el);
  const heard = {
    "change:graph": () => {
      ledger.form.draw();
      ledger.load();
    },
    "change:values": () => ledger.form.draw(),
    "change:error": () => ledger.form.complain()
  };
  for (const [event, act] of Object.entries(heard)) model.on(event, act);
  return () => {
    for (const [event, act] of Object.entries(heard)) model.off(event, act);
  };
}

export default { render };
