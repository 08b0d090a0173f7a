import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const script = join(dirname(fileURLToPath(import.meta.url)), "extract.mjs");

const boxDeclaration = (members) => `
import * as pulumi from "@pulumi/pulumi";
import * as inputs from "../types/input";
import * as enums from "../types/enums";
export declare class Box extends pulumi.CustomResource {
    static get(name: string): Box;
    /** @deprecated no longer */
    readonly size: pulumi.Output<number | undefined>;
}
export interface BoxArgs {
${members}
}`;

const boxScript = `
class Box {
    static __pulumiType = 'toy:shelf/box:Box';
    constructor(name, argsOrState, opts) {
            resourceInputs["code"] = args?.code ? pulumi.secret(args.code) : undefined;
            resourceInputs["note"] = (args?.note) ?? "Made by hand";
        const aliasOpts = { aliases: [{ type: "toy:old/box:Box" }] };
    }
}`;

/** Extracts the facts of a package with one resource; gives the lines, or what was wrong. */
function extract(t, { members = "", selection = ["namespace shelf Shelf"], more = {}, options = [] }) {
  const folder = mkdtempSync(join(tmpdir(), "extract-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const files = {
    "package/package.json": JSON.stringify({ version: "1.2.3", license: "Apache-2.0" }),
    "package/shelf/box.d.ts": boxDeclaration(members),
    "package/shelf/box.js": boxScript,
    "facts/toy.selection": ["resource toy:shelf/box:Box", ...selection].join("\n"),
    ...more,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const run = spawnSync(process.execPath, [script, "toy", "--from", join(folder, "package"), "--facts", join(folder, "facts"), ...options], { encoding: "utf8" });
  return { status: run.status, errors: run.stderr, lines: run.status === 0 ? readFileSync(join(folder, "facts/toy.facts"), "utf8").split("\n") : [] };
}

const resource = ({ lines }) => lines.find((line) => line.startsWith("resource"));

test("a resource is one line: inputs, outputs, secrets, defaults, aliases", (t) => {
  const result = extract(t, {
    members: "code: pulumi.Input<string>;\nnote?: pulumi.Input<string | undefined>;\ntags?: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;",
    options: ["--numbers-reviewed"],
  });

  assert.equal(result.lines[0], "# Names and types of @pulumi/toy 1.2.3 (Apache-2.0), written by extract/extract.mjs. Not edited by hand.");
  assert.equal(resource(result), 'resource toy:shelf/box:Box | in code:s!* note:s^"Made\\u0020by\\u0020hand" tags:{}s | out size:i?~ | aliases toy:old/box:Box');
});

test("types and enums follow by closure, and unions keep their order", (t) => {
  const result = extract(t, {
    members: "lid?: pulumi.Input<number | inputs.shelf.Lid>;\ncolour?: pulumi.Input<string | enums.shelf.Colour>;",
    options: ["--numbers-reviewed"],
    more: {
      "package/types/input.d.ts": "export declare namespace shelf { interface Lid { hinge?: pulumi.Input<inputs.shelf.Hinge>; } interface Hinge { } interface Other { } }",
      "package/types/enums/shelf/index.d.ts": 'export declare const Colour: { readonly Red: "red"; };',
    },
  });

  assert.match(resource(result), /in colour:\(s\|%shelf\.Colour\) lid:\(i\|#shelf\.Lid\)/);
  assert.deepEqual(result.lines.filter((line) => /^(input|enum)/.test(line)), ["input shelf.Hinge", "input shelf.Lid | hinge:#shelf.Hinge", 'enum shelf.Colour | Red="red"']);
});

test("a number that nobody has looked at is refused", (t) => {
  const refused = extract(t, { members: "weight?: pulumi.Input<number>;" });
  const decided = extract(t, {
    members: "weight?: pulumi.Input<number>;",
    selection: ["namespace shelf Shelf", "double toy:shelf/box:Box.weight", "double toy:shelf/box:Box.size"],
  });

  assert.equal(refused.status, 1);
  assert.match(refused.errors, /toy:shelf\/box:Box\.weight/);
  assert.match(resource(decided), /weight:d/);
});

test("a number that the committed facts call an integer stays one", (t) => {
  const result = extract(t, {
    members: "weights?: pulumi.Input<pulumi.Input<number>[]>;",
    more: { "facts/toy.facts": "resource toy:shelf/box:Box | in weights:[]i | out size:i?" },
  });

  assert.match(resource(result), /in weights:\[\]i \| out size:i/);
});

test("a module without a namespace is refused", (t) => {
  const result = extract(t, { selection: [], options: ["--numbers-reviewed"] });

  assert.equal(result.status, 1);
  assert.match(result.errors, /module shelf: say what C# calls it/);
});

test("a property with its class's name is refused until it is given another", (t) => {
  const refused = extract(t, { members: "box?: pulumi.Input<string>;", options: ["--numbers-reviewed"] });
  const renamed = extract(t, {
    members: "box?: pulumi.Input<string>;",
    selection: ["namespace shelf Shelf", "name toy:shelf/box:Box.box BoxName"],
    options: ["--numbers-reviewed"],
  });

  assert.equal(refused.status, 1);
  assert.match(refused.errors, /a member cannot have its class's name/);
  assert.match(resource(renamed), /in box>BoxName:s/);
});

test("a type of unknown shape is refused", (t) => {
  const shape = extract(t, { members: "pair?: pulumi.Input<[string, string]>;" });
  const name = extract(t, { members: "other?: pulumi.Input<Unheard>;" });

  assert.notEqual(shape.status, 0);
  assert.match(shape.errors, /Box\.pair: unknown type shape TupleType/);
  assert.equal(name.status, 1);
  assert.match(name.errors, /Box\.other: unknown type @Unheard/);
});

test("a token that the package does not have is refused", (t) => {
  const result = extract(t, { selection: ["namespace shelf Shelf", "resource toy:shelf/crate:Crate"], options: ["--numbers-reviewed"] });

  assert.equal(result.status, 1);
  assert.match(result.errors, /toy:shelf\/crate:Crate: not in @pulumi\/toy 1\.2\.3/);
});

test("what is cut is neither there nor in the closure", (t) => {
  const result = extract(t, {
    members: "lid?: pulumi.Input<inputs.shelf.Lid>;\nname?: pulumi.Input<string>;",
    selection: ["namespace shelf Shelf", "cut toy:shelf/box:Box.lid"],
    options: ["--numbers-reviewed"],
  });

  assert.match(resource(result), /\| in name:s \|/);
});
