"""A demo's script in a real browser, without JupyterLab: a stand-in for anywidget shows it.

The stand-in is a model that holds the widget's traits, tells its listeners of every change and
keeps what is sent to the kernel. A test finds it in the page:

    model.get(name)       a trait's value, what the learner chose among them
    model.change({...})   new values from the kernel
    sent                  what the script sent there
    leave()               what the front end calls when the demo goes away
"""

import base64
import re
from typing import Any

from ipywidgets import DOMWidget, Widget
from playwright.sync_api import Page, expect

_RENDER = """async ([script, style, traits, tables]) => {
  for (const [name, text] of Object.entries(tables)) {
    traits[name] = new DataView(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
  }
  const heard = {}, sent = [];
  const model = {
    get: (name) => traits[name],
    set: (name, value) => { if (traits[name] !== value) model.change({ [name]: value }); },
    save_changes: () => {},
    send: (content) => sent.push(content),
    on: (events, act) => events.split(' ').forEach((event) => (heard[event] ??= []).push(act)),
    off: (events, act) => events.split(' ').forEach((event) => {
      heard[event] = (heard[event] ?? []).filter((other) => other !== act);
    }),
    change: (news) => {
      Object.assign(traits, news);
      for (const name of Object.keys(news)) (heard[`change:${name}`] ?? []).forEach((act) => act());
    },
  };
  document.body.innerHTML = '<main></main>';
  document.head.innerHTML = `<style>${style}</style>`;
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const demo = (await import(url)).default;
  const leave = demo.render({ model, el: document.querySelector('main') });
  Object.assign(window, { model, sent, leave });
}"""


def render(page: Page, widget: Widget) -> None:
    """Show ``widget`` as the only thing on ``page``."""
    traits = _own_traits(widget)
    tables = {k: base64.b64encode(v).decode() for k, v in traits.items() if type(v) is bytes}
    plain = {k: v for k, v in traits.items() if k not in tables}
    page.evaluate(_RENDER, [widget._esm, widget._css, plain, tables])


def _own_traits(widget: Widget) -> dict[str, Any]:
    """What the widget's script reads: its synced traits without those every widget has."""
    names = set(widget.trait_names(sync=True)) - set(DOMWidget.class_trait_names())
    return {name: getattr(widget, name) for name in names if not name.startswith("_")}


def press(page: Page, **attributes: str) -> None:
    """Click the button with this data attribute: ``press(page, action="reveal")``."""
    (name, value), *_ = attributes.items()
    page.locator(f'button[data-{name}="{value}"]').click()


def said(page: Page, state: str, words: str) -> None:
    """Wait until the demo's line says ``words``, a pattern: "right", "wrong" or neither ("")."""
    line = page.locator(".demo-says")
    expect(line).to_have_attribute("data-state", state)
    expect(line).to_contain_text(re.compile(words))
