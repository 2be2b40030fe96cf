/*
 * Servers of the configuration page whose form is loaded when it is opened. Until all of it is there, a hidden field tells
 * Save that the server stays as it is saved.
 */
(function () {
  "use strict";

  const SAVED = "input[name='unopened']";

  /** What is loaded in part only, be it that the end alone is missing, is no form. */
  function parse(response, text) {
    const template = document.createElement("template");
    template.innerHTML = text;
    if (!response.ok || !template.content.querySelector(".mysafe-unopened__end")) {
      throw new Error("HTTP status " + response.status);
    }
    // The page has them already, for the empty form that a new server begins with.
    template.content.querySelectorAll("script, link").forEach(function (known) {
      known.remove();
    });
    return template.content;
  }

  function load(server, name) {
    return fetch(server.dataset.url, {
      method: "POST",
      headers: crumb.wrap({ "Content-Type": "application/x-www-form-urlencoded" }),
      body: "name=" + encodeURIComponent(name),
    }).then(function (response) {
      return response.text().then(function (text) {
        return parse(response, text);
      });
    });
  }

  /** Ends when the form is there, or when it is said that it is not. */
  function fill(server, form) {
    const saved = server.querySelector(SAVED);
    const trouble = server.querySelector("[role='alert']");
    trouble.textContent = "";
    server.setAttribute("aria-busy", "true");
    return load(server, saved.value)
      .then(function (content) {
        form.appendChild(content);
        Behaviour.applySubtree(form, true);
        saved.remove();
      })
      .catch(function (failure) {
        console.warn(failure);
        form.textContent = "";
        trouble.textContent = server.closest(".mysafe-configuration").dataset.notLoaded;
      })
      .then(function () {
        server.removeAttribute("aria-busy");
      });
  }

  /** Whoever waits for the form to be shown hears of it. */
  function show(button, form, open) {
    form.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) {
      button.dispatchEvent(new Event("mysafe-shown"));
    }
  }

  function toggle(button) {
    const server = button.closest(".mysafe-unopened");
    const form = server.querySelector(".mysafe-unopened__form");
    if (!server.querySelector(SAVED)) {
      show(button, form, form.hidden);
    } else if (!server.hasAttribute("aria-busy")) {
      fill(server, form).then(function () {
        if (!server.querySelector(SAVED)) {
          show(button, form, true);
        }
      });
    }
  }

  Behaviour.specify(".mysafe-unopened__head > button", "mysafe-unopened", 0, function (button) {
    button.addEventListener("click", function () {
      toggle(button);
    });
  });
})();
