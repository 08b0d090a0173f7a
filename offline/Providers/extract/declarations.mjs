// Reads names and types from TypeScript declaration files: syntax only, no type checker.
import ts from "typescript";

// A type is written as: s i d n b a (string, int, double, number yet undecided, boolean, any), A R AR (asset, archive, either),
// []T, {}T, #module.Type, %module.Enum, =constant, (T1|T2) in the order declared.
export function parseDeclarations(text) {
  const source = ts.createSourceFile("d.ts", text, ts.ScriptTarget.Latest, false);
  const file = { classes: new Map(), interfaces: new Map(), enums: new Map(), imported: new Set() };
  collect(source.statements, "", file, source);
  return file;
}

function collect(statements, module, file, source) {
  for (const statement of statements) {
    if (ts.isModuleDeclaration(statement)) {
      collect(statement.body.statements, module ? `${module}/${statement.name.text}` : statement.name.text, file, source);
    } else if (ts.isInterfaceDeclaration(statement)) {
      file.interfaces.set(`${module}.${statement.name.text}`, { node: statement, source });
    } else if (ts.isClassDeclaration(statement)) {
      file.classes.set(statement.name.text, { node: statement, source });
    } else if (ts.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        if (declaration.type && ts.isTypeLiteralNode(declaration.type)) {
          file.enums.set(`${module}.${declaration.name.text}`, enumValues(declaration.type));
        }
      }
    } else if (ts.isEnumDeclaration(statement)) {
      file.enums.set(`${module}.${statement.name.text}`, statement.members.map((member) => [member.name.text, literal(member.initializer)]));
    } else if (ts.isImportDeclaration(statement) && statement.importClause?.namedBindings) {
      const bindings = statement.importClause.namedBindings;
      const names = ts.isNamedImports(bindings) ? bindings.elements.map((element) => element.name.text) : [bindings.name.text];
      names.forEach((name) => file.imported.add(name));
    }
  }
}

function enumValues(type) {
  return type.members.map((member) => [member.name.text, literal(member.type.literal ?? member.type)]);
}

function literal(node) {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) return -Number(node.operand.text);
  throw new Error(`unknown literal of kind ${ts.SyntaxKind[node.kind]}`);
}

/** The data members of a class or an interface: [{ name, type, optional, deprecated }]. */
export function properties({ node, source }, where) {
  if (node.heritageClauses && ts.isInterfaceDeclaration(node)) throw new Error(`${where}: an interface that extends another is not understood`);
  const found = [];
  for (const member of node.members) {
    if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
    const name = member.name.text;
    if (ts.isPropertyDeclaration(member) && !isPublicInstance(member)) continue;
    const { type, optional } = typeOf(member.type, `${where}.${name}`);
    const leading = source.text.slice(member.pos, member.getStart(source));
    found.push({ name, type, optional: optional || member.questionToken !== undefined, deprecated: leading.includes("@deprecated") });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isPublicInstance(member) {
  const kinds = (member.modifiers ?? []).map((modifier) => modifier.kind);
  return !kinds.includes(ts.SyntaxKind.StaticKeyword) && !kinds.includes(ts.SyntaxKind.PrivateKeyword);
}

function typeOf(node, where) {
  const parts = flatten(node, where);
  const optional = parts.includes("undefined");
  const kinds = [...new Set(parts.filter((part) => part !== "undefined"))];
  if (kinds.length === 0) throw new Error(`${where}: no type`);
  if (kinds.length === 2 && kinds.includes("A") && kinds.includes("R")) return { type: "AR", optional };
  return { type: kinds.length === 1 ? kinds[0] : `(${kinds.join("|")})`, optional };
}

const nested = (node, where) => typeOf(node, where).type;

function flatten(node, where) {
  switch (node.kind) {
    case ts.SyntaxKind.StringKeyword: return ["s"];
    case ts.SyntaxKind.NumberKeyword: return ["n"];
    case ts.SyntaxKind.BooleanKeyword: return ["b"];
    case ts.SyntaxKind.AnyKeyword: return ["a"];
    case ts.SyntaxKind.UndefinedKeyword: return ["undefined"];
    case ts.SyntaxKind.UnionType: return node.types.flatMap((type) => flatten(type, where));
    case ts.SyntaxKind.ParenthesizedType: return flatten(node.type, where);
    case ts.SyntaxKind.ArrayType: return [`[]${nested(node.elementType, where)}`];
    case ts.SyntaxKind.LiteralType: return [`=${literal(node.literal)}`];
    case ts.SyntaxKind.TypeLiteral: {
      const [member] = node.members;
      if (node.members.length !== 1 || !ts.isIndexSignatureDeclaration(member)) throw new Error(`${where}: an object type that is no map`);
      return [`{}${nested(member.type, where)}`];
    }
    case ts.SyntaxKind.TypeReference: return reference(node, where);
    default: throw new Error(`${where}: unknown type shape ${ts.SyntaxKind[node.kind]}`);
  }
}

function reference(node, where) {
  const path = pathOf(node.typeName);
  if (path[0] === "pulumi") {
    const name = path.slice(1).join(".");
    if (name === "Input" || name === "Output") return flatten(node.typeArguments[0], where);
    if (name === "asset.Asset") return ["A"];
    if (name === "asset.Archive") return ["R"];
    if (name === "asset.AssetArchive") return ["R"];
  }
  const name = path.at(-1);
  const module = path.slice(1, -1).join("/");
  if (path[0] === "inputs" || path[0] === "outputs") return [`#${module}.${name}`];
  if (path[0] === "enums") return [`%${module}.${name}`];
  return [`@${path.join(".")}`];
}

function pathOf(name) {
  return ts.isIdentifier(name) ? [name.text] : [...pathOf(name.left), name.right.text];
}
