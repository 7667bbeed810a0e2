// @vitest-environment node
import { Converter } from "opencc-js";
import { describe, expect, it } from "vitest";

import { askedBy, literalsOf, namespacesOf, templatesOf } from "./testing/asked";
import { foreignCharacters, HALF_WIDTH, OTHER_WORDS } from "./testing/taiwanese";
import { allTexts, namespaces, sources, textsOf, withoutPlural } from "./testing/texts";

const NAMESPACES = namespaces("zh-TW");

describe("both languages", () => {
  it("have the same namespaces", () => {
    expect(namespaces("en")).toEqual(NAMESPACES);
  });

  it.each(NAMESPACES)("say the same things in %s", (namespace) => {
    const chinese = textsOf("zh-TW", namespace);
    const english = textsOf("en", namespace);
    const keys = (texts: ReadonlyMap<string, string>): readonly string[] =>
      [...new Set([...texts.keys()].map(withoutPlural))].sort();
    expect(keys(english)).toEqual(keys(chinese));
    const plural = [...english.keys()].filter((key) => key.endsWith("_other"));
    for (const key of plural) {
      expect(english.has(key.replace(/_other$/, "_one")), `${key} has no _one`).toBe(true);
    }
    const lonely = [...chinese.keys()].filter((key) => key.endsWith("_one"));
    expect(lonely, "Chinese has one plural form").toEqual([]);
  });

  it.each(NAMESPACES)("fill in the same facts in %s", (namespace) => {
    const english = textsOf("en", namespace);
    for (const [key, text] of textsOf("zh-TW", namespace)) {
      const other = english.get(key) ?? english.get(`${key}_other`) ?? "";
      expect(new Set(facts(other)), key).toEqual(new Set(facts(text)));
    }
  });

  it("say something everywhere", () => {
    for (const language of ["zh-TW", "en"] as const) {
      const empty = allTexts(language).filter(([, text]) => text.trim() === "");
      expect(empty).toEqual([]);
    }
  });
});

function facts(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? "");
}

describe("the Chinese", () => {
  const texts = allTexts("zh-TW");

  it("is written in Taiwan's characters", () => {
    const found = texts.flatMap(([place, text]) =>
      foreignCharacters(text).map((character) => `${place}: ${character}`),
    );
    expect(found).toEqual([]);
  });

  it("has no character that is simplified where it stands", () => {
    // What turns from simplified into traditional by the words around it (以后, 里面) is simplified.
    const toTaiwan = Converter({ from: "cn", to: "tw" });
    const found = texts.flatMap(([place, text]) => {
      const plain = text.replaceAll("台", "臺");
      const taiwanese = toTaiwan(plain).replaceAll("台", "臺");
      return taiwanese === plain ? [] : [`${place}: ${text} -> ${taiwanese}`];
    });
    expect(found).toEqual([]);
  });

  it("keeps to the glossary", () => {
    const found = texts.flatMap(([place, text]) =>
      Object.entries(OTHER_WORDS)
        .filter(([word]) => text.includes(word))
        .map(([word, better]) => `${place}: ${word} -> ${better}`),
    );
    expect(found).toEqual([]);
  });

  it("has full-width punctuation", () => {
    const found = texts.filter(([, text]) => HALF_WIDTH.test(text.replace(/\{\{.*?\}\}/g, "一")));
    expect(found).toEqual([]);
  });
});

describe("the English", () => {
  it("never calls people offline, nor work in two versions a conflict", () => {
    const found = allTexts("en").filter(([, text]) => /\boff-?line\b|\bconflict/i.test(text));
    expect(found).toEqual([]);
  });
});

describe("the sources", () => {
  const all = sources();
  const keysOf = new Map(
    NAMESPACES.map((namespace) => [
      namespace,
      new Set([...textsOf("zh-TW", namespace).keys()].map(withoutPlural)),
    ]),
  );

  it("ask for no text that is missing", () => {
    const missing = all.flatMap((source) => {
      const named = namespacesOf(source);
      const here = named.length === 0 ? NAMESPACES : named;
      const has = (matches: (key: string) => boolean, key: string): boolean => {
        const space = /^([\w-]+):/.exec(key)?.[1];
        const spaces = space === undefined ? here : [space];
        return spaces.some((each) =>
          [...(keysOf.get(each) ?? [])].some((known) =>
            matches(space === undefined ? known : `${each}:${known}`),
          ),
        );
      };
      return askedBy(source)
        .filter((asked) =>
          asked.kind === "key"
            ? !has((known) => known === asked.key, asked.key)
            : !has((known) => asked.pattern.test(known), asked.prefix),
        )
        .map((asked) => `${source.path}: ${asked.kind === "key" ? asked.key : asked.prefix}`);
    });
    expect(missing).toEqual([]);
  });

  it("ask for every text that is there", () => {
    const literals = new Set(
      all.flatMap((source) => literalsOf(source).map((text) => text.replace(/^[\w-]+:/, ""))),
    );
    const patterns = all.flatMap((source) => templatesOf(source));
    const unused = [...keysOf].flatMap(([namespace, keys]) =>
      [...keys]
        .filter((key) => !literals.has(key))
        .filter((key) =>
          patterns.every((pattern) => !pattern.test(key) && !pattern.test(`${namespace}:${key}`)),
        )
        .map((key) => `${namespace}:${key}`),
    );
    expect(unused).toEqual([]);
  });
});
