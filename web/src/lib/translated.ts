import type { Menu, Option, OptionGroup, Product } from "../api/types";

type Texts = NonNullable<Product["translations"]>;
type Told = { name: string; description?: string; lang?: string; description_lang?: string; translations?: Texts };

/**
 * The thing with its texts in a language, as far as somebody wrote them, and the language each is in; the house's own
 * go among the translations.
 */
function tell<Thing extends Told>(thing: Thing, language: string, own: string): Thing {
  const { name, description, translations } = thing;
  const said = (field: string) => translations?.[field]?.[language];
  return {
    ...thing,
    name: said("name") ?? name,
    ...(description !== undefined && { description: said("description") ?? description }),
    lang: said("name") ? language : own,
    description_lang: said("description") ? language : own,
    ...(translations && { translations: { ...translations, name: { ...translations.name, [own]: name } } }),
  };
}

/** The menu as its reader speaks; a dish nobody translated keeps the house's words. */
export function inLanguage(menu: Menu, language: string): Menu {
  const own = menu.language;
  if (language === own) return menu;
  const option = (one: Option): Option => ({
    ...tell(one, language, own),
    ...(one.opens && { opens: group(one.opens as OptionGroup) }),
  });
  const group = (one: OptionGroup): OptionGroup => ({ ...tell(one, language, own), options: one.options.map(option) });
  const product = (one: Product): Product => ({
    ...tell(one, language, own),
    option_groups: one.option_groups.map(group),
  });
  return {
    ...menu,
    product_types: menu.product_types.map((type) => ({
      ...tell(type, language, own),
      products: type.products.map(product),
    })),
  };
}

export const inReadersLanguage = (menu: Menu): Menu => inLanguage(menu, document.documentElement.lang);
