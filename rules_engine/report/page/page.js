"use strict";
(function () {
  var root = document.documentElement, body = document.body;
  root.classList.add("js");
  var said = document.getElementById("said");
  var none = document.querySelector(".none");
  var cameFrom = null;

  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function link(point) { return point.querySelector(".pick"); }
  function marksOf(id) { return all("#text [data-to]").filter(function (mark) { return mark.dataset.to.split(" ").indexOf(id) >= 0; }); }
  function wide() { return window.matchMedia("(min-width: 1000px)").matches; }

  function into(element) {
    var pane = element.closest(".pane");
    if (!pane || !wide()) { element.scrollIntoView({ block: "center" }); return; }
    var box = element.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    var head = pane.querySelector(".panehead").offsetHeight;
    var room = frame.height - head;
    pane.scrollTop += box.top - frame.top - head - (box.height < room * 0.6 ? room * 0.25 : 8);
    if (frame.top > window.innerHeight * 0.5 || frame.bottom < 0) { pane.scrollIntoView({ block: "nearest" }); }
  }

  function unfold(point, open) {
    point.classList.toggle("open", open);
    link(point).setAttribute("aria-expanded", String(open));
  }

  function clear() {
    all(".chosen").forEach(function (element) { element.classList.remove("chosen"); });
    all("[aria-current]").forEach(function (element) { element.removeAttribute("aria-current"); });
  }

  function show(filter) {
    body.dataset.filter = filter;
    var left = 0;
    all("[data-kinds]").forEach(function (point) {
      var on = filter === "all" || point.dataset.kinds.split(" ").indexOf(filter) >= 0;
      point.classList.toggle("off", !on);
      left += on;
    });
    all(".indicator, .area").forEach(function (group) {
      group.classList.toggle("off", filter !== "all" && !group.querySelector("[data-kinds]:not(.off)"));
    });
    none.hidden = left > 0 || ["apart", "unbound", "unread"].indexOf(filter) >= 0;
    all("input[name=filter]").forEach(function (input) { input.checked = input.value === filter; });
    document.getElementById("sheet").scrollTop = 0;
  }

  function choose(item, from) {
    clear();
    item.classList.add("chosen");
    if (item.classList.contains("point")) {
      unfold(item, true);
      link(item).setAttribute("aria-current", "true");
    }
    if (item.closest(".off") || !item.offsetParent) { show("all"); }
    var marks = marksOf(item.id);
    marks.forEach(function (mark) { mark.classList.add("chosen"); });
    all("#text .ref").forEach(function (ref) { ref.classList.toggle("chosen", ref.getAttribute("href") === "#" + item.id); });
    if (from === "text") {
      into(item);
      var target = item.querySelector(".pick, a") || item;
      target.focus({ preventScroll: true });
    } else if (marks.length && wide()) {
      into(marks[0]);
    }
    var name = item.querySelector(".what, b");
    var places = marks.filter(function (mark) { return mark.classList.contains("cited") || !mark.closest(".cited"); }).length;
    said.textContent = said.dataset.chosen.replace("{title}", name ? name.textContent : "").replace("{count}", places);
    remember(item.id);
  }

  function reveal(mark) {
    all("#text .chosen").forEach(function (element) { element.classList.remove("chosen"); });
    mark.classList.add("chosen");
    into(mark);
    if (!mark.hasAttribute("href")) { mark.setAttribute("tabindex", "-1"); }
    mark.focus({ preventScroll: true });
    remember(mark.id);
  }

  function remember(id) {
    try { history.replaceState(null, "", "#" + id); } catch (error) { /* A page opened from a file may not. */ }
  }

  function follow(id, origin) {
    var item = document.getElementById(id);
    if (!item) { return false; }
    cameFrom = origin || document.activeElement;
    if (item.closest("#text") && item.id !== "text") { reveal(item); return true; }
    if (item.matches(".point, .figures li")) { choose(item, origin && origin.closest("#text") ? "text" : origin && origin.closest(".sheet") === null ? "text" : "sheet"); return true; }
    return false;
  }

  function measure() { root.style.setProperty("--tools", document.querySelector(".tools").offsetHeight + "px"); }
  window.addEventListener("resize", measure);
  measure();
  all(".point").forEach(function (point) { unfold(point, false); });

  document.addEventListener("click", function (event) {
    var to = event.target.closest("a[href^='#']");
    if (to) {
      var point = to.classList.contains("pick") ? to.closest(".point") : null;
      if (point && point.classList.contains("chosen") && point.classList.contains("open")) {
        unfold(point, false); clear(); event.preventDefault(); return;
      }
      if (follow(decodeURIComponent(to.hash.slice(1)), to)) { event.preventDefault(); }
      return;
    }
    var cited = event.target.closest(".cited");
    if (cited && String(window.getSelection()) === "") { follow(cited.dataset.to.split(" ")[0], cited); }
    var act = event.target.closest("[data-do]");
    if (!act) { return; }
    if (act.dataset.do === "print") { window.print(); return; }
    all(".point").forEach(function (item) { unfold(item, act.dataset.do === "open"); });
  });

  document.addEventListener("change", function (event) {
    if (event.target.name === "filter") { show(event.target.value); }
  });

  document.addEventListener("keydown", function (event) {
    var at = document.activeElement;
    if (event.key === "Escape" && cameFrom) { cameFrom.focus(); into(cameFrom); cameFrom = null; return; }
    if (!at || !at.classList.contains("pick")) { return; }
    if (event.key === " ") { at.click(); event.preventDefault(); return; }
    if (event.key === "Enter" && at.closest(".point").classList.contains("chosen")) {
      var mark = marksOf(at.closest(".point").id)[0];
      if (mark) { cameFrom = at; var inner = mark.querySelector("a") || mark; into(mark); if (!inner.href) { inner.setAttribute("tabindex", "-1"); } inner.focus({ preventScroll: true }); event.preventDefault(); }
      return;
    }
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) { return; }
    var picks = all(".pick").filter(function (pick) { return pick.offsetParent !== null; });
    var next = picks[picks.indexOf(at) + step];
    if (next) { next.focus({ preventScroll: true }); into(next); event.preventDefault(); }
  });

  window.addEventListener("hashchange", function () { follow(decodeURIComponent(location.hash.slice(1))); });
  if (location.hash.length > 1) { follow(decodeURIComponent(location.hash.slice(1))); }
})();
