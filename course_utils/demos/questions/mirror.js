// Bars by exercise. A mistake stays covered until the room has guessed it.
const { html } = Demo;

export default {
  render({ model, el }) {
    const mistakes = model.get("mistakes"), lectures = model.get("lectures");
    const most = Math.max(1, ...mistakes.map(({ learners }) => learners));
    const set = Demo.setter(model);
    const isOpen = (place) => model.get("uncovered").includes(place);

    const choice = Demo.choice("Lecture", { "": "All lectures", ...lectures },
      (lecture) => set({ lecture }));
    const all = html("button", { type: "button", "data-action": "all",
      onclick: () => set({ uncovered: shown().every(isOpen) ? [] : shown() }) });
    const says = Demo.line(), list = html("div", { class: "mirror-list" });
    const root = Demo.card(el, "class-mirror", "Class mirror",
      html("p", {},
        "Known mistakes of this room, without names. Guess first: what went wrong in each of "
          + "these? Then uncover it."), choice.row, html("div", { class: "demo-row" }, all), list,
      says);
    choice.row.hidden = Object.keys(lectures).length < 2;

    const shown = () =>
      mistakes.map((_, place) => place).filter((place) =>
        !model.get("lecture") || mistakes[place].lecture === model.get("lecture")
      );
    function toggle(place) {
      const others = model.get("uncovered").filter((other) => other !== place);
      set({ uncovered: isOpen(place) ? others : [...others, place] });
    }
    const rows = mistakes.map(({ mistake, learners, of, said }, place) => {
      const name = html("button", { type: "button", class: "mirror-name", "data-place": place,
        onclick: () => toggle(place) });
      const words = html("p", { class: "mirror-said" }, said);
      const bar = html("span", { class: "mirror-bar" });
      bar.style.width = `${100 * learners / most}%`;
      const row = html("div", { class: "mirror-row" }, name,
        html("span", { class: "mirror-track", "aria-hidden": "true" }, bar),
        html("span", { class: "mirror-count" }, `${learners} of ${of}`), words);
      return { row, show: () => {
        const open = isOpen(place);
        row.dataset.open = open;
        name.textContent = open ? mistake : "?";
        name.setAttribute("aria-expanded", String(open));
        name.setAttribute("aria-label",
          open ? mistake : `Uncover a mistake that ${learners} of ${of} made`);
        words.hidden = !open || !said;
      } };
    });
    function draw() {
      choice.show(model.get("lecture"));
      list.replaceChildren(...shown().flatMap((place, i, places) => {
        const first = i === 0 || mistakes[places[i - 1]].exercise !== mistakes[place].exercise;
        return first
          ? [html("h4", {}, mistakes[place].exercise), rows[place].row]
          : [rows[place].row];
      }));
      uncover();
    }
    function uncover() {
      const places = shown(), open = places.filter(isOpen).length;
      rows.forEach((row) => row.show());
      all.textContent = places.length && open === places.length ? "Cover all" : "Uncover all";
      all.hidden = !places.length;
      Demo.say(says, "",
        places.length
          ? `${open} of ${places.length} mistakes uncovered.`
          : "No known mistake was made in this room.");
      Object.assign(root.dataset, { open, of: places.length });
    }
    draw();
    return Demo.listen(model, { lecture: draw, uncovered: uncover });
  }
};
