/** Vue's parser without Babel, as the bundlers of web pages take it: a twentieth of what Node would be given. */
declare module "@vue/compiler-core/dist/compiler-core.esm-bundler.js" {
  export * from "@vue/compiler-core";
}
