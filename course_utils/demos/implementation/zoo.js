// Symptoms, a vote, the program, a second vote, the proof. The programs were run in Python; what is
// wrong with one comes from there when the proof is asked for.
const { html, svg } = Demo;
const CHART = { left: 76, top: 14, width: 470, height: 250 };
const SYMPTOMS = 0, PROGRAM = 1, PROOF = 2;
const FIRST = { wrong: "Something is wrong", fine: "Nothing is wrong" };

// Six digits, as the answers quote them; powers of ten where they help.
function number(x) {
  const size = Math.abs(x), sign = x < 0 ? "−" : "";
  return sign
    + (size === 0 || (size >= 0.001 && size < 1e5)
      ? String(Number(size.toPrecision(6)))
      : Demo.power(size));
}
// Four or so round numbers between low and high.
function ticks(low, high) {
  const rough = (high - low) / 4, ten = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((k) => k * ten).find((k) => k >= rough);
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 },
    (_, k) => Number(((first + k) * step).toPrecision(6)));
}
// `code` in a text, as elements.
const marked = (text) => text.split("`").map((part, i) => (i % 2 ? html("code", {}, part) : part));
const total = (votes) => Object.values(votes).reduce((sum, n) => sum + n, 0);

export default {
  render({ model, el }) {
    const animals = model.get("animals");
    const set = Demo.setter(model);
    const animal = () => animals[model.get("at")];
    const stageOf = ({ name }) => model.get("stages")[name];
    const stage = () => stageOf(animal());
    const proof = () => (stage() === PROOF ? model.get("proofs")[animal().name] : undefined);
    const votesOf = ({ name }, at) => model.get("votes")[name]?.[at] ?? {};

    const cages = Demo.choice("Program",
      Object.fromEntries(animals.map((_, i) => [i, String(i + 1)])), (i) => set({ at: Number(i) }));
    cages.row.addEventListener("keydown", walk);
    const title = html("p", { class: "zoo-title" });
    const chart = svg("svg", { viewBox: "0 0 560 324", role: "img" });
    const numbers = html("table", { class: "zoo-numbers" });
    const question = html("p", { class: "zoo-question" });
    const ballot = html("div", { class: "zoo-ballot", role: "group" });
    const hall = html("button", { type: "button", "data-toggle": "hall",
      onclick: () => set({ hall: !model.get("hall") }) }, "Count hands");
    const onward = html("button", { type: "button", class: "zoo-onward", "data-action": "onward",
      onclick: goOn });
    const says = Demo.line();
    const legend = html("p", { class: "zoo-legend" });
    const program = html("ol", { class: "zoo-program", "aria-label": "The program" });
    Demo.card(el, "bug-zoo", "Bug zoo",
      html("p", {},
        "Sixteen short programs. Most have one bug, some have none. First you see only what they "
          + "print."), cages.row, title,
      html("div", { class: "zoo-table" }, html("div", { class: "zoo-symptoms" }, chart, numbers),
        html("div", { class: "zoo-votes" }, question, ballot,
          html("div", { class: "demo-row" }, onward, hall), says)), program, legend);

    // -- hands ------------------------------------------------------------------------------
    function walk(event) {
      const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (move === undefined) return;
      event.preventDefault();
      set({ at: Math.max(0, Math.min(animals.length - 1, model.get("at") + move)) });
      cages.row.querySelector('[aria-pressed="true"]').focus();
    }
    function goOn() {
      if (stage() === PROOF) return set({ at: (model.get("at") + 1) % animals.length });
      set({ stages: { ...model.get("stages"), [animal().name]: stage() + 1 } });
    }
    const record = (votes) =>
      set({ votes: { ...model.get("votes"),
        [animal().name]: { ...model.get("votes")[animal().name], [stage()]: votes } } });
    // Alone one has one vote and may change it; in a hall every click is one more hand.
    function vote(key) {
      const votes = votesOf(animal(), stage());
      record(model.get("hall") ? { ...votes, [key]: (votes[key] ?? 0) + 1 } : { [key]: 1 });
    }
    const hands = (key, input) =>
      record({ ...votesOf(animal(), stage()),
        [key]: Math.max(0, Math.floor(Number(input.value)) || 0) });

    // -- words ------------------------------------------------------------------------------
    function verdict() {
      const { right, why, wrong, line } = proof(), votes = votesOf(animal(), PROGRAM),
        all = total(votes), found = votes[right] ?? 0;
      const first = votesOf(animal(), SYMPTOMS), truth = line === null ? "fine" : "wrong";
      const alone = total(first) > 1
        ? ` By the symptoms alone, ${first[truth] ?? 0} of ${total(first)} were right.`
        : "";
      if (all === 0) return ["", why];
      if (all > 1)
        return [2 * found > all ? "right" : "wrong",
          `${found} of ${all} ${line === null ? "acquitted it" : "found it"}. ${why}${alone}`];
      const [mine] = Object.keys(votes).filter((key) => votes[key]);
      return found ? ["right", `Right: ${why}`] : ["wrong", `No: ${wrong[mine]} ${why}`];
    }
    function told() {
      if (stage() === SYMPTOMS)
        return ["", "Vote on the curve and the three numbers, before you see a line of it."];
      if (stage() === PROGRAM)
        return ["", "The suspected lines are marked. Vote for one of them, or for none."];
      return proof() ? verdict() : ["", "Waiting for the kernel, which runs the other program."];
    }

    // -- drawing ----------------------------------------------------------------------------
    const { left, top, width, height } = CHART, bottom = top + height;
    function curve(losses, kind, xAt, yAt) {
      if (losses.length === 1)
        return svg("circle", { class: `zoo-dot ${kind}`, cx: xAt(0), cy: yAt(losses[0]),
          r: kind === "zoo-other" ? 11 : 7 });
      return svg("path", { class: `zoo-curve ${kind}`,
        d: Demo.path(losses.map((v, k) => [xAt(k), yAt(v)])) });
    }
    function drawChart() {
      const { losses } = animal(), other = proof()?.losses ?? [], both = [...losses, ...other];
      const least = Math.min(0, ...both), most = Math.max(...both), room = 0.05 * (most - least);
      // 0 is in sight: a loss may stop short of it.
      const low = least < 0 ? least - room : 0, high = most + room;
      const steps = Math.max(losses.length - 1, 1),
        xAt = (k) => left + width * (losses.length === 1 ? 0.5 : k / steps),
        yAt = (v) => bottom - height * (v - low) / (high - low);
      const grid = ticks(low, high).map((v) => [
        svg("line", { x1: left, x2: left + width, y1: yAt(v), y2: yAt(v) }),
        svg("text", { x: left - 8, y: yAt(v), "text-anchor": "end",
          "dominant-baseline": "central" }, Demo.minus(v))
      ]);
      const marks = (losses.length === 1 ? [0] : ticks(0, steps)).map((k) =>
        svg("text", { x: xAt(k), y: bottom + 22, "text-anchor": "middle" }, String(k))
      );
      chart.replaceChildren(
        svg("g", { class: "zoo-axes" }, ...grid.flat(), ...marks,
          svg("line", { class: "zoo-axis", x1: left, x2: left + width, y1: bottom, y2: bottom }),
          svg("text", { x: left + width / 2, y: bottom + 50, "text-anchor": "middle" }, "step"),
          svg("text", { x: 18, y: top + height / 2, "text-anchor": "middle",
            transform: `rotate(-90 18 ${top + height / 2})` }, "loss")),
        ...(other.length ? [curve(other, "zoo-other", xAt, yAt)] : []),
        curve(losses, "zoo-mine", xAt, yAt)
      );
      chart.setAttribute("aria-label",
        `Loss over ${losses.length} ${losses.length === 1 ? "step" : "steps"}: it begins at `
          + `${number(losses[0])}, its lowest is ${number(Math.min(...losses))}, it ends at `
          + `${number(losses.at(-1))}.`
          + (other.length ? ` ${comparison()}: it ends at ${number(other.at(-1))}.` : ""));
    }
    const comparison = () => (proof().line === null ? "as accused" : "repaired");
    function drawNumbers() {
      const { grads } = animal(), found = proof();
      const head = html("thead", {},
        html("tr", {}, html("th", {}), html("th", { class: "zoo-mine" }, "this program"),
          html("th", { class: "zoo-other" }, found ? comparison() : "")));
      numbers.replaceChildren(...(found ? [head] : []),
        html("tbody", {},
          Object.entries(grads).map(([key, value]) =>
            html("tr", { class: found?.differing.includes(key) ? "zoo-differs" : null },
              html("th", { scope: "row" }, key), html("td", {}, number(value)),
              found ? html("td", {}, number(found.grads[key])) : [])
          )));
    }
    function drawBallot() {
      const options = stage() === SYMPTOMS ? FIRST : animal().options,
        votes = votesOf(animal(), Math.min(stage(), PROGRAM)), most = Math.max(1, total(votes));
      question.textContent = stage() === SYMPTOMS
        ? "By these symptoms alone: is the program right?"
        : "Which line is wrong, if any?";
      ballot.setAttribute("aria-label", question.textContent);
      const focused = ballot.contains(document.activeElement)
        ? [document.activeElement.dataset.vote, document.activeElement.dataset.hands]
        : null;
      ballot.replaceChildren(
        ...Object.entries(options).map(([key, text]) => option(key, text, votes[key] ?? 0, most))
      );
      if (focused)
        ballot.querySelector(
          focused[0] ? `[data-vote="${focused[0]}"]` : `[data-hands="${focused[1]}"]`
        )?.focus();
    }
    function option(key, text, count, most) {
      const closed = stage() === PROOF, right = proof()?.right === key;
      const input = html("input", { type: "number", min: 0, value: count, "data-hands": key,
        "aria-label": `hands for ${text.replaceAll("`", "")}`, disabled: closed,
        onchange: (event) => hands(key, event.target) });
      return html("div", { class: "zoo-option", "data-right": proof() ? String(right) : null },
        html("button", { type: "button", "data-vote": key, disabled: closed,
          "aria-pressed": String(!model.get("hall") && count > 0), onclick: () => vote(key) },
          html("span", { class: "zoo-bar", style: `width:${100 * count / most}%` }),
          html("span", { class: "zoo-words" }, right ? "✓ " : "", ...marked(text))),
        model.get("hall") ? input : []);
    }
    function drawProgram() {
      const { suspects } = animal(), found = proof();
      const lines = animal().program.trimEnd().split("\n");
      program.hidden = stage() === SYMPTOMS;
      legend.textContent = !found
        ? ""
        : found.line === null
        ? "≡ what an accuser would write: every number stays as it is."
        : "→ "
          + `${Object.keys(found.changes).length > 1 ? "what these lines" : "what this line"} `
          + "should be.";
      program.replaceChildren(...lines.flatMap((text, i) => {
        const n = i + 1, change = found?.changes[n], guilty = found?.line === n;
        const kind = guilty
          ? "zoo-guilty"
          : found && (change !== undefined || suspects.includes(n))
          ? "zoo-cleared"
          : suspects.includes(n)
          ? "zoo-suspect"
          : null;
        const row = (mark, what, name) =>
          html("li", { class: name }, html("span", { class: "zoo-count" }, mark),
            html("code", {}, what || " "));
        return [row(String(n), text, kind),
          ...(change === undefined
            ? []
            : [row(found.line === null ? "≡" : "→", change, "zoo-change")])];
      }));
    }
    function drawCages() {
      cages.show(model.get("at"));
      cages.row.querySelectorAll("button").forEach((button, i) => {
        const seen = stageOf(animals[i]) === PROOF,
          { right } = model.get("proofs")[animals[i].name] ?? {},
          votes = votesOf(animals[i], PROGRAM);
        const found = seen && right && 2 * (votes[right] ?? 0) > total(votes);
        button.textContent = `${i + 1}${seen ? (found ? " ✓" : " ·") : ""}`;
        button.setAttribute("aria-label",
          `program ${i + 1}${seen ? (found ? ", found" : ", seen") : ""}`);
      });
    }
    function draw() {
      title.textContent = animal().title;
      drawCages();
      drawChart();
      drawNumbers();
      drawBallot();
      drawProgram();
      onward.textContent = ["Show the program", "Prove it", "Next program"][stage()];
      hall.setAttribute("aria-pressed", String(model.get("hall")));
      Demo.say(says, ...told());
      Object.assign(says.closest(".demo").dataset, { stage: stage(), name: animal().name });
    }
    draw();
    return Demo.listen(model, { "at stages votes proofs hall": draw });
  }
};
