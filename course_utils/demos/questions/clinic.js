// The kernel reads and judges; here a paste goes out, and what came back waits for a guess.
const { html, svg } = Demo;
const PLOT = { left: 74, top: 16, size: 290 };

export default {
  render({ model, el }) {
    const menu = model.get("menu"), guesses = model.get("guesses");
    let asked = 0; // the number of the last paste sent
    let guess = null; // the reader's, "" for none

    const set = Demo.setter(model);
    const select = html("select", { "aria-label": "Function",
      onchange: () => set({ exercise: select.value }) },
      ...menu.map(([title, functions]) =>
        html("optgroup", { label: title }, ...functions.map(([name, signature]) =>
          html("option", { value: name }, signature)
        ))
      ));
    const here = html("pre", { tabindex: 0, "aria-label": "Code for this notebook" }),
      elsewhere = html("pre", { tabindex: 0, "aria-label": "Code for another program" });
    const copier = (node) =>
      html("button", { type: "button", onclick: (event) => copy(node, event.currentTarget) },
        "Copy");
    const numbers = html("details", {},
      html("summary", {}, "In another program: the inputs as numbers"),
      html("div", { class: "clinic-code" }, elsewhere, copier(elsewhere)));
    const paste = html("textarea", { spellcheck: "false", autocomplete: "off",
      "aria-label": "What came back", placeholder: "array([[ 0.0123, -0.0045, …",
      onkeydown: (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          send();
        }
      } });
    const says = Demo.line();
    const buttons = Object.entries(guesses).map(([key, text]) =>
      html("button", { type: "button", "data-guess": key, onclick: () => reveal(key) }, text)
    );
    const ask = html("div", { class: "demo-row clinic-guess", role: "group",
      "aria-label": "Your guess" }, html("span", {}, "Your guess first:"), ...buttons,
      html("button", { type: "button", "data-guess": "", onclick: () => reveal("") },
        "Just tell me"));
    const chart = svg("svg", {
      viewBox: `0 0 ${PLOT.left + PLOT.size + 12} ${PLOT.top + PLOT.size + 60}`,
      role: "img"
    });
    const evidence = html("p", { class: "clinic-evidence" }),
      message = html("p", { class: "clinic-message" }),
      question = html("p", { class: "clinic-ask" }), seen = html("p", { class: "clinic-seen" });
    const diagnosis = html("div", { class: "clinic-diagnosis" }, evidence, message, question, seen);
    const found = html("div", { class: "clinic-case" }, chart, html("div", {}, ask, diagnosis));
    const root = Demo.card(el, "numbers-clinic", "Numbers clinic",
      html("label", {}, "1. Which function?", select),
      html("label", {}, "2. Run your own on these inputs"),
      html("div", { class: "clinic-code" }, here, copier(here)), numbers,
      html("label", {}, "3. Paste what came back"), paste,
      html("div", { class: "demo-row" },
        html("button", { type: "button", "data-action": "examine", onclick: send }, "Examine")),
      says, found);

    async function copy(node, button) {
      try {
        await navigator.clipboard.writeText(node.textContent);
        button.textContent = "Copied";
        setTimeout(() => {
          button.textContent = "Copy";
        }, 1500);
      } catch { // not allowed to: the reader presses Ctrl+C
        getSelection().selectAllChildren(node);
      }
    }
    function send() {
      guess = null;
      asked += 1;
      model.send({ text: paste.value, number: asked });
    }
    function reveal(key) {
      guess = key;
      draw();
      (key ? says : message).scrollIntoView({ block: "nearest" });
    }

    // -- what came back ----------------------------------------------------------------------
    function spoken({ state, kinds, points, message: text }) {
      if (!state) return ["", ""];
      if (state === "unread") return ["", text];
      if (state === "right") return ["right", text];
      if (guess === null)
        return ["", points.length > 1
          ? "These numbers are not right: right ones lie on the green line. What do you see?"
          : "That is not right. Compare it with what you expected: what is your guess?"];
      const names = kinds.map((kind) => guesses[kind]).join(" and ");
      if (!guess) return ["wrong", `It is ${names}.`];
      return kinds.includes(guess)
        ? ["right", `You saw it: ${names}.`]
        : ["wrong", `You said ${guesses[guess]}. It is ${names}.`];
    }
    function draw() {
      const result = model.get("result"), shown = result.state === "wrong" && guess !== null;
      Demo.say(says, ...spoken(result));
      found.hidden = !(result.state === "wrong" || result.state === "right");
      ask.hidden = result.state !== "wrong" || guess !== null;
      diagnosis.hidden = !shown;
      [[evidence, result.evidence], [message, result.message], [question, result.question], [seen,
        result.seen && `Seen in public code: ${result.seen}.`]]
        .forEach(([node, text]) => {
          node.textContent = shown ? text ?? "" : "";
          node.hidden = !node.textContent;
        });
      drawChart(result.points ?? [], result.part);
      Object.assign(root.dataset, { exercise: model.get("exercise"), state: result.state ?? "",
        misconception: shown ? result.misconception : "", answered: result.number ?? 0 });
    }
    function drawChart(points, part) {
      chart.toggleAttribute("hidden", points.length < 2);
      if (points.length < 2) return;
      const { left, top, size } = PLOT, X = range(points.map(([right]) => right)),
        Y = range(points.map(([, yours]) => yours));
      const x = (v) => left + size * (v - X.low) / (X.high - X.low),
        y = (v) => top + size - size * (v - Y.low) / (Y.high - Y.low);
      const low = Math.max(X.low, Y.low), high = Math.min(X.high, Y.high),
        parts = [
          svg("rect", { class: "clinic-frame", x: left, y: top, width: size, height: size })
        ];
      if (X.low < 0 && X.high > 0)
        parts.push(
          svg("line", { class: "clinic-zero", x1: x(0), x2: x(0), y1: top, y2: top + size })
        );
      if (Y.low < 0 && Y.high > 0)
        parts.push(
          svg("line", { class: "clinic-zero", y1: y(0), y2: y(0), x1: left, x2: left + size })
        );
      if (low < high)
        parts.push(
          svg("line", { class: "clinic-right", x1: x(low), y1: y(low), x2: x(high), y2: y(high) })
        );
      parts.push(
        ...points.map(([right, yours]) =>
          svg("circle", { cx: x(right).toFixed(1), cy: y(yours).toFixed(1), r: 5 })
        )
      );
      const tick = (v) => Number(v.toPrecision(2)).toString().replace("-", "−"),
        below = top + size + 22;
      parts.push(svg("text", { x: x(X.least), y: below, "text-anchor": "middle" }, tick(X.least)),
        svg("text", { x: x(X.most), y: below, "text-anchor": "middle" }, tick(X.most)),
        svg("text", { x: left - 8, y: y(Y.least), "text-anchor": "end" }, tick(Y.least)),
        svg("text", { x: left - 8, y: y(Y.most) + 10, "text-anchor": "end" }, tick(Y.most)),
        svg("text", { x: left + size / 2, y: below + 24, "text-anchor": "middle" },
          `right number${part ? ` (${part})` : ""}`),
        svg("text", { x: 20, y: top + size / 2, "text-anchor": "middle",
          transform: `rotate(-90 20 ${top + size / 2})` }, "yours"));
      chart.replaceChildren(...parts);
      chart.setAttribute("aria-label",
        `${points.length} of your numbers against the right ones: yours from `
          + `${tick(Y.least)} to ${tick(Y.most)}, right ones from ${tick(X.least)} to `
          + `${tick(X.most)}.`);
    }
    // From the smallest to the largest, with a little room; never empty.
    function range(values) {
      const least = Math.min(...values), most = Math.max(...values),
        room = 0.06 * (most - least) || Math.abs(least) || 1;
      return { least, most, low: least - room, high: most + room };
    }
    function prescribe() {
      const { here: code, elsewhere: full } = model.get("recipe");
      select.value = model.get("exercise");
      here.textContent = code;
      elsewhere.textContent = full;
      numbers.hidden = !full;
      guess = null;
      draw();
    }
    const answered = () => draw();
    prescribe();
    return Demo.listen(model, { recipe: prescribe, result: answered });
  }
};
