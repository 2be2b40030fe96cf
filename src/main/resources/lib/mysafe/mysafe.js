/*
 * What the platform's form tags leave out for who uses a keyboard or a screen reader, for our forms only, and where a
 * link such as configure#mysafe-2-url leads.
 */
(function () {
  "use strict";

  let counted = 0;

  function idOf(element) {
    if (!element.id) {
      counted += 1;
      element.id = "mysafe-" + counted;
    }
    return element.id;
  }

  /** Each control has the name that stands above it, and is described by what its check says. */
  function name(item) {
    const label = item.querySelector(":scope > .jenkins-form-label");
    const said = item.querySelector(":scope > .validation-error-area");
    if (said) {
      said.setAttribute("role", "status");
    }
    item.querySelectorAll("input, select, textarea").forEach(function (control) {
      if (control.type === "hidden" || control.closest(".jenkins-form-item") !== item) {
        return;
      }
      // A checkbox has its own label behind it, which the platform does not always tie to it.
      const named = label ? label.firstChild : control.nextElementSibling;
      if (named && !control.hasAttribute("aria-label")) {
        control.setAttribute("aria-label", named.textContent.trim());
      }
      if (said) {
        control.setAttribute("aria-describedby", idOf(said));
      }
    });
  }

  /** Whether it is open is told to those who do not see it. */
  function tellWhetherOpen(button) {
    function tell() {
      const open = button.dataset.expanded === "true";
      button.setAttribute("aria-expanded", String(open));
    }
    tell();
    new MutationObserver(tell).observe(button, { attributeFilter: ["data-expanded"] });
  }

  /** The result of a test is read out when it comes. */
  function announce(result) {
    result.setAttribute("role", "status");
  }

  function server(section, number) {
    return section.querySelectorAll("[name='servers'].repeated-chunk")[number - 1];
  }

  /** The button that shows a server's form, unless the form is shown. */
  function closed(section, number) {
    const scope = server(section, number);
    return scope && scope.querySelector(".mysafe-unopened__head > [aria-expanded='false']");
  }

  /** A button that is a picture is called what its tooltip says. */
  function call(button) {
    if (!button.hasAttribute("aria-label")) {
      button.setAttribute("aria-label", button.getAttribute("tooltip"));
    }
  }

  function field(section, number, wanted) {
    const scope = number > 0 ? server(section, number) : section;
    return scope && scope.querySelector("[name='_." + wanted + "'], [name^='" + wanted + "']");
  }

  /** A search is an address, which is kept and sent on: the platform puts its crumb into every form. */
  function withoutCrumb(form) {
    form.querySelectorAll("input[type=hidden]").forEach(function (hidden) {
      hidden.remove();
    });
  }

  /** An error is submitted in the list of what was chosen for it, and in none by default. */
  function list(event) {
    const select = event.target;
    if (select.matches && select.matches(".mysafe-errors select")) {
      select.name = select.options[select.selectedIndex].dataset.field || "errorResult";
    }
  }

  /** Opens what hides it: folded parts stand behind their button at first, and behind its row once they were open. */
  function unfold(element) {
    for (let part = element; part && element.offsetParent === null; part = part.parentElement) {
      const row = part.matches(".advancedBody") ? part.parentElement : part.previousElementSibling;
      const button = row && row.querySelector(".advanced-button");
      if (button && button.dataset.expanded !== "true") {
        button.click();
      }
    }
  }

  // What a page moves while it is still being made is moved back for so long, in milliseconds.
  const SETTLING = 10000;

  let stopKeeping = function () {};

  /**
   * Keeps an element where it was scrolled to while what is above it comes, goes or grows, until the user does
   * something: a form that came after its page loses the placeholder above it, and fields fill themselves.
   */
  function keepInView(target) {
    stopKeeping();
    function scroll() {
      target.scrollIntoView({ block: "center" });
    }
    const sizes = new ResizeObserver(scroll);
    for (let each = target; each; each = each.parentElement) {
      sizes.observe(each);
    }
    const user = new AbortController();
    const timer = setTimeout(stop, SETTLING);
    function stop() {
      sizes.disconnect();
      user.abort();
      clearTimeout(timer);
    }
    ["wheel", "touchstart", "pointerdown", "keydown"].forEach(function (input) {
      window.addEventListener(input, stop, { capture: true, passive: true, signal: user.signal });
    });
    stopKeeping = stop;
    scroll();
  }

  /** The page itself knows no anchors for fields, and could not scroll to one that is folded away. */
  function land() {
    const wanted = /^#mysafe-(\d+)-(\w+)$/.exec(window.location.hash);
    const section = document.querySelector(".mysafe-configuration");
    if (!wanted || !section) {
      return;
    }
    const unopened = closed(section, Number(wanted[1]));
    if (unopened) {
      unopened.addEventListener("mysafe-shown", land, { once: true });
      keepInView(unopened);
      unopened.focus({ preventScroll: true });
      unopened.click();
      return;
    }
    const target = field(section, Number(wanted[1]), wanted[2]) || section;
    unfold(target);
    keepInView(target);
    target.focus({ preventScroll: true });
  }

  /** A link to where the page already is leads there again. */
  function landAgain(event) {
    const link = event.target.closest && event.target.closest(".mysafe-monitor a");
    if (link && link.href === window.location.href) {
      land();
    }
  }

  // Late ones: after the form's own behaviours, which build what is repeated and folded.
  Behaviour.specify(".mysafe .jenkins-form-item", "mysafe-name", 1000, name);
  Behaviour.specify(".mysafe .advanced-button", "mysafe-open", 1000, tellWhetherOpen);
  Behaviour.specify(".mysafe .jenkins-validate-button__container__status", "mysafe-announce", 1000, announce);
  Behaviour.specify(".mysafe button[tooltip]", "mysafe-call", 1000, call);
  Behaviour.specify(".mysafe-filters", "mysafe-search", 1000, withoutCrumb);
  Behaviour.specify(".mysafe-configuration", "mysafe-land", 1001, land);
  window.addEventListener("hashchange", land);
  document.addEventListener("click", landAgain);
  document.addEventListener("change", list);
})();
