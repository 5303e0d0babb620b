/** Of markdown-it what is used here; its own types are packages of their own. */
declare module "markdown-it" {
  export interface Token {
    /** `"th_open"`, `"inline"`, `"html_block"`, `"fence"` … */
    readonly type: string;
    /** The source of an inline, the text of a block of code or HTML. */
    readonly content: string;
  }
  export default class MarkdownIt {
    constructor(options: { readonly html: boolean });
    readonly core: { readonly ruler: { disable(rules: readonly string[]): void } };
    parse(source: string, environment: object): Token[];
  }
}
