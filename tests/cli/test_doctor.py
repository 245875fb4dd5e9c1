from collections import namedtuple

import pytest

from course_utils import doctor


def test_every_finding_has_a_sign_a_subject_and_a_sentence():
    for finding in doctor.examine():
        sign, subject = str(finding).split(":")[0].split(maxsplit=1)
        assert sign == ("ok" if finding.ok else "problem")
        assert subject == finding.subject
        assert finding.says


def test_a_missing_package_is_a_problem_with_a_remedy(monkeypatch):
    installed = doctor._version
    monkeypatch.setattr(
        doctor, "_version", lambda name: None if name == "anywidget" else installed(name)
    )

    (finding,) = doctor.packages()

    assert (finding.subject, finding.ok) == ("anywidget", False)
    assert "pip install -r requirements.txt" in finding.says


def test_a_widget_of_another_generation_is_a_problem(monkeypatch):
    monkeypatch.setattr(doctor, "_version", lambda name: "4.0.1")

    findings = {finding.subject: finding for finding in doctor.generations()}

    assert findings["jupyterlab"].ok
    assert not findings["ipywidgets"].ok
    assert "4.0.1, and the demos need 8.x" in findings["ipywidgets"].says


@pytest.mark.parametrize(("free", "ok"), [(0.5, False), (8.0, True)])
def test_too_little_memory_is_a_problem(monkeypatch, free, ok):
    usage = namedtuple("Usage", "available")(int(free * 2**30))
    monkeypatch.setattr("psutil.virtual_memory", lambda: usage)

    assert doctor.memory().ok is ok


@pytest.mark.parametrize(
    ("torch", "keras", "ok"), [("2.13", "3.15", True), (None, "3.15", False), (None, None, True)]
)
def test_keras_needs_pytorch_but_the_course_needs_neither(monkeypatch, torch, keras, ok):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    monkeypatch.setattr(doctor, "_version", {"torch": torch, "keras": keras}.get)

    assert doctor.frameworks().ok is ok
