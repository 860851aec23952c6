"use strict";
(function () {
  document.documentElement.classList.add("js");
  var said = document.getElementById("said");
  function all(selector, within) { return Array.prototype.slice.call(within.querySelectorAll(selector)); }

  function value(row, column, number) {
    var cell = row.cells[column];
    var text = cell.dataset.order === undefined ? cell.textContent.trim() : cell.dataset.order;
    if (!number) { return text; }
    var found = parseFloat(text);
    return isNaN(found) ? null : found;
  }

  function compared(one, other, number) {
    return number ? one - other : one.localeCompare(other, document.documentElement.lang);
  }

  function sort(table, head, column) {
    var number = head.dataset.kind === "number";
    var down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : number;
    var body = table.tBodies[0];
    var rows = all("tr", body).map(function (row, place) { return { row: row, place: place, value: value(row, column, number) }; });
    rows.sort(function (one, other) {
      if (one.value === null || other.value === null) { return (one.value === null) - (other.value === null) || one.place - other.place; }
      return (down ? -1 : 1) * compared(one.value, other.value, number) || one.place - other.place;
    });
    rows.forEach(function (item) { body.appendChild(item.row); });
    all("th[aria-sort]", table).forEach(function (other) { other.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    said.textContent = said.dataset.sorted.replace("{column}", head.textContent.trim()) + " " + (down ? said.dataset.down : said.dataset.up);
  }

  all("table.sortable", document).forEach(function (table) {
    all("thead th[data-kind]", table).forEach(function (head) {
      // A button would not be printed where the head of a table is repeated on the next sheet.
      var button = document.createElement("span");
      button.setAttribute("role", "button");
      button.tabIndex = 0;
      while (head.firstChild) { button.appendChild(head.firstChild); }
      head.appendChild(button);
      button.addEventListener("click", function () { sort(table, head, head.cellIndex); });
      button.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(table, head, head.cellIndex); }
      });
    });
  });
})();
