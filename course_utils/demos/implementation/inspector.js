// Go back over a tape, operation by operation. Every array came with the widget; this script shows
// those that have been reached, and asks for the next before it shows it.
const { html } = Demo;
const DIGITS = 3;

const number = (x) => Demo.minus(Number(x.toFixed(DIGITS)) || 0);
const shapeText = (shape) =>
  shape.length === 0 ? "one number" : `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
const rowsOf = (array) =>
  Array.isArray(array) ? (Array.isArray(array[0]) ? array : [array]) : [[array]];
const sizes = (array) => (Array.isArray(array) ? [array.length, ...sizes(array[0])] : []);
// Which of the rows and columns of the page an entry is in: a number and a vector are one row.
const place = (at) => (at === null ? null : [...Array(2 - at.length).fill(0), ...at]);

// A typed shape, (5, 3) or 5x3 or 5 3, as a list; null if it is none.
function readShape(text) {
  if (!/^[\s\d,×x()]+$/.test(text) || !/\d/.test(text)) return null;
  return text.match(/\d+/g).map(Number);
}

export default {
  render({ model, el }) {
    const [names, arrivals, steps] = Demo.read(model, "names", "arrivals", "steps");
    const reached = () => model.get("step"), chosen = () => model.get("chosen");
    const set = Demo.setter(model);

    const list = html("div", { class: "tape-list", role: "listbox", tabindex: 0,
      "aria-label": "The tape: recorded operations, first to last", onkeydown: keyed });
    const chips = html("div", { class: "tape-chips", role: "img" });
    const detail = html("div", { class: "tape-detail" });
    const answer = html("input", { type: "text", class: "tape-answer", autocomplete: "off",
      onkeydown: (event) => {
        if (event.key === "Enter") check();
      } });
    const asked = html("label", { class: "tape-asked" });
    const form = html("div", { class: "demo-row tape-form" }, asked, answer,
      html("button", { type: "button", "data-action": "check", onclick: check }, "Check"),
      html("button", { type: "button", "data-action": "show", onclick: () => take("", "") },
        "Show it"));
    const onward = html("button", { type: "button", "data-action": "onward", onclick: goOn });
    const again = html("button", { type: "button", "data-action": "again", onclick: startAgain },
      "Start again");
    const says = Demo.line();
    Demo.card(el, "tape-inspector", "Tape inspector",
      html("p", {},
        "On the way forward each operation wrote down what it will need. The way back reads "
          + "from the last line to the first."),
      html("div", { class: "tape-table" }, list,
        html("div", { class: "tape-side" }, detail, form,
          html("div", { class: "demo-row" }, onward, again), says)),
      html("p", { class: "tape-chips-head" },
        "Gradients so far: shares added, of those that will come"), chips);

    // -- predict, then reveal ---------------------------------------------------------------
    function check() {
      const { question, shares } = steps[reached()];
      const typed = question.at === null ? readShape(answer.value) : Demo.calculate(answer.value);
      if (typed === null || Number.isNaN(typed))
        return Demo.say(says, "", question.at === null
          ? "Type a shape, such as (4, 3)."
          : "Type a number, or a calculation such as 0.25*0.4, with a decimal point.");
      const off = (to) =>
        question.at === null ? Number(typed.join() !== to.join()) : Math.abs(typed - to);
      if (off(question.right) <= question.tolerance) return take("right", "Right: ");
      const near = question.wrong.filter((slip) => off(slip.value) <= slip.tolerance);
      near.sort((one, other) => off(one.value) - off(other.value));
      const parent = names[shares[question.which].parent];
      Demo.say(says, "wrong", near[0]?.says ?? (question.at === null
        ? `Not yet: a gradient has the shape of what it belongs to. Which shape has ${parent}?`
        : "Not yet, and none of the slips this page knows. "
          + "What arrives, and what was saved for it?"));
      answer.select();
    }
    // The step is taken; the learner goes on looking at it.
    function take(state, word) {
      const k = reached();
      set({ step: k + 1, chosen: k });
      const told = steps[k].shares.map(({ parent, rule, before, shape }) =>
        `d${names[parent]} ${before ? "+=" : "="} ${rule}, ${shapeText(shape)}`
      );
      const added = steps[k].shares.some((share) => share.before)
        ? " What was there already stays, and this is added."
        : "";
      const over = k + 1 === steps.length
        ? " That was the last step: every gradient is complete."
        : "";
      Demo.say(says, state, `${word}${told.join("; ")}.${added}${over}`);
      (onward.hidden ? again : onward).focus();
    }
    function goOn() {
      set({ chosen: reached() });
      answer.focus({ preventScroll: true });
    }
    function startAgain() {
      set({ step: 0, chosen: 0 });
      list.focus();
    }
    // The list shows the first operation at the top: up is further back.
    function keyed(event) {
      const move = { ArrowUp: 1, ArrowDown: -1, Home: steps.length, End: -steps.length }[event.key];
      if (move === undefined) return;
      event.preventDefault();
      set({ chosen: Math.max(0, Math.min(steps.length - 1, chosen() + move)) });
    }

    // -- drawing ----------------------------------------------------------------------------
    // at: an entry that stands out; hidden: every entry is a question mark.
    function table(array, caption, kind, { at = null, hidden = false } = {}) {
      const [row, column] = place(at) ?? [-1, -1];
      return html("figure", { class: `tape-array tape-${kind}` }, html("figcaption", {}, caption),
        html("table", {},
          html("tbody", {},
            rowsOf(array).map((cells, i) =>
              html("tr", {}, cells.map((x, j) =>
                html("td", { class: i === row && j === column ? "tape-entry" : null },
                  hidden ? "?" : number(x))
              ))
            ))));
    }
    const sign = (text) => html("span", { class: "tape-sign", "aria-hidden": "true" }, text);

    function line(step, k) {
      const state = k < reached() ? "done" : k === reached() ? "next" : "later";
      return html("div", { class: "tape-line", role: "option", id: `tape-${k}`, "data-step": k,
        "data-state": state, "aria-selected": String(k === chosen()), onclick: () => {
          set({ chosen: k });
          list.focus({ preventScroll: true });
        } }, html("span", { class: "tape-count" }, steps.length - k),
        html("code", {}, `${names[step.node]} = ${step.formula}`),
        html("span", { class: "tape-shape" }, shapeText(step.shape)),
        html("span", { class: "tape-mark" }, { done: "✓", next: "◀", later: "" }[state],
          html("span", { class: "demo-hidden" },
            { done: "gone back through", next: "next on the way back",
              later: "not reached" }[state])));
    }
    function saved(step) {
      const kept = Object.entries(step.saved);
      return html("div", { class: "tape-block" }, html("h4", {}, "Saved for the way back"),
        kept.length
          ? html("div", { class: "tape-arrays" },
            kept.map(([name, array]) =>
              table(array, `${name} ${shapeText(sizes(array))}`, "forward")
            ))
          : html("p", {}, "Nothing: shapes are enough."));
    }
    function arriving(step, k) {
      const name = names[step.node];
      return html("div", { class: "tape-block" }, html("h4", {}, "Arrives"), k > reached()
        ? html("p", {}, `d${name} is not complete yet.`)
        : html("div", { class: "tape-arrays" },
          table(step.grad, `d${name} ${shapeText(step.shape)}`, "backward")));
    }
    function handedBack(step, k) {
      const open = k < reached();
      return html("div", { class: "tape-block" }, html("h4", {}, "Hands back"),
        html("div", { class: "tape-blocks" },
          step.shares.map((share, which) =>
            handed(share, open, open && which === step.question.which ? step.question.at : null)
          )));
    }
    function handed({ parent, rule, shape, value, before, after }, open, at) {
      const name = `d${names[parent]}`;
      if (!open) return html("p", {}, html("code", {}, `${name} += ?`));
      const sum = before
        ? [table(before, `${name} before`, "backward"), sign("+"),
          table(value, "share", "backward"), sign("="), table(after, name, "backward", { at })]
        : [table(value, `${name} ${shapeText(shape)}`, "backward", { at })];
      return html("div", { class: "tape-handed" },
        html("p", {}, html("code", {}, `${name} += ${rule}`)),
        html("div", { class: "tape-arrays" }, sum));
    }
    function drawChips() {
      const got = names.map(() => 0);
      steps.slice(0, reached()).forEach((step) =>
        step.shares.forEach(({ parent }) => {
          got[parent] += 1;
        })
      );
      const of = names.map((name, i) => ({ name, got: got[i], all: arrivals[i] }))
        .filter(({ all }) => all > 0);
      chips.replaceChildren(
        ...of.map(({ name, got, all }) =>
          html("span", { class: "tape-chip",
            "data-state": got === 0 ? "none" : got < all ? "some" : "all" },
            `d${name}${all > 1 ? ` ${got} of ${all}` : ""}`)
        )
      );
      chips.setAttribute("aria-label",
        of.map(({ name, got, all }) => `d${name}: ${got} of ${all}`).join("; "));
    }
    function drawForm(step, k) {
      const open = k === reached(), { question, shares } = step,
        name = `d${names[shares[question.which].parent]}`;
      form.hidden = !open;
      asked.replaceChildren(
        question.at === null
          ? `Which shape has this step's ${name}?`
          : `After this step, what is ${name}[${question.at.join(", ")}]?`
      );
      answer.setAttribute("aria-label", asked.textContent);
      answer.placeholder = question.at === null ? "shape" : "number";
      if (open) answer.value = "";
      onward.hidden = open || reached() === steps.length;
      if (!onward.hidden)
        onward.textContent = `Go on: ${names[steps[reached()].node]} = ${steps[reached()].formula}`;
      again.hidden = reached() === 0;
    }
    function draw() {
      const k = chosen(), step = steps[k];
      list.replaceChildren(...steps.map(line).reverse());
      list.setAttribute("aria-activedescendant", `tape-${k}`);
      detail.replaceChildren(
        html("h4", { class: "tape-title" },
          html("code", {}, `${names[step.node]} = ${step.formula}`)),
        html("div", { class: "tape-blocks" }, saved(step), arriving(step, k)),
        handedBack(step, k)
      );
      drawForm(step, k);
      drawChips();
      const root = says.closest(".demo");
      root.dataset.step = String(reached());
      Demo.say(says, "",
        k === reached()
          ? "Predict first."
          : k > reached()
          ? "The way back has not come here yet."
          : "This step is done.");
    }
    draw();
    return Demo.listen(model, { "step chosen": draw });
  }
};
