/*
 * Where a link such as configure#mysafe-2-url leads: to the field "url" of the second server, unfolded and focused. The
 * page itself knows no anchors for fields, and one that is folded away could not be scrolled to.
 */
(function () {
  "use strict";

  function field(section, number, name) {
    const servers = section.querySelectorAll("[name='servers'].repeated-chunk");
    const scope = number > 0 ? servers[number - 1] : section;
    return scope && scope.querySelector("[name='_." + name + "'], [name^='" + name + "']");
  }

  function unfold(element) {
    const folded = element.closest(".advancedBody");
    const button =
      folded && folded.parentElement.querySelector(".advanced-button");
    if (button && folded.offsetParent === null) {
      button.click();
    }
  }

  function land() {
    const wanted = /^#mysafe-(\d+)-(\w+)$/.exec(window.location.hash);
    const section = document.querySelector(".mysafe-configuration");
    if (!wanted || !section) {
      return;
    }
    const target = field(section, Number(wanted[1]), wanted[2]) || section;
    unfold(target);
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }

  // After the form's own behaviours, which build what is repeated and folded.
  window.addEventListener("load", function () {
    window.setTimeout(land, 300);
  });
  window.addEventListener("hashchange", land);
})();
