// Every browser has to be able to read this, so nothing in it is younger than they are.
(() => {
  var css = window.CSS && CSS.supports;
  var young =
    css &&
    window.Promise &&
    Promise.any &&
    "".replaceAll &&
    "noModule" in HTMLScriptElement.prototype &&
    CSS.supports("inset", "0") &&
    CSS.supports("aspect-ratio", "1") &&
    CSS.supports("border-start-start-radius", "1px") &&
    CSS.supports("selector(:focus-visible)");
  if (young) return;
  var words = document.createElement("p");
  words.textContent = document.currentScript.getAttribute("data-old");
  var page = document.createElement("div");
  page.className = "start";
  page.setAttribute("role", "alert");
  page.appendChild(words);
  var app = document.getElementById("app");
  app.parentNode.removeChild(app);
  document.body.appendChild(page);
})();
