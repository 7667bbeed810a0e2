import js from "@eslint/js";
import importX from "eslint-plugin-import-x";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import ts from "typescript-eslint";

const features = "./src/features";

export default ts.config(
    { ignores: ["src/generated/**", "node_modules/**", "test-results/**", "playwright-report/**"] },
    js.configs.recommended,
    ...ts.configs.strictTypeChecked,
    {
        languageOptions: {
            globals: { ...globals.browser },
            parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
        },
        plugins: { "import-x": importX, "react-hooks": hooks },
        rules: {
            ...hooks.configs.recommended.rules,
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            "@typescript-eslint/no-confusing-void-expression": [
                "error",
                { ignoreArrowShorthand: true },
            ],
            "no-console": "error",
            "max-lines": ["error", { max: 400 }],
            // Who may know whom: replica <- app <- features; ui and i18n know nobody above them;
            // a feature never imports another.
            "import-x/no-restricted-paths": [
                "error",
                {
                    basePath: import.meta.dirname,
                    zones: [
                        {
                            target: "./src/replica",
                            from: [
                                "./src/app",
                                "./src/ui",
                                "./src/features",
                                "./src/i18n",
                                "./src/api",
                            ],
                        },
                        {
                            target: "./src/ui",
                            from: ["./src/app", "./src/features", "./src/replica", "./src/api"],
                        },
                        {
                            target: "./src/i18n",
                            from: ["./src/app", "./src/features", "./src/replica", "./src/api"],
                        },
                        { target: "./src/api", from: ["./src/app", "./src/features", "./src/ui"] },
                        { target: "./src/app", from: "./src/features", except: [] },
                        ...[
                            "sign-in",
                            "sync-centre",
                            "queue",
                            "walk-up",
                            "stock",
                            "chat",
                            "shift",
                            "ready-board",
                            "dispatch",
                            "map",
                            "orders",
                            "customers",
                            "inventory",
                            "conflicts",
                            "dashboard",
                        ].map((name) => ({
                            target: `${features}/${name}`,
                            from: features,
                            except: [`./${name}`],
                        })),
                    ],
                },
            ],
        },
    },
    {
        files: ["*.config.{js,ts}", "build/**", "e2e/**", "map/**", "test/**"],
        languageOptions: { globals: { ...globals.node } },
    },
    // Playwright hands fixtures on by a function that it calls `use`, and asks for `{}` where a
    // fixture needs no other.
    {
        files: ["e2e/**"],
        rules: { "react-hooks/rules-of-hooks": "off", "no-empty-pattern": "off" },
    },
    // The two places that name the features' screens, each of them by a lazy import.
    {
        files: ["src/app/routes.tsx", "src/app/slots.tsx"],
        rules: { "import-x/no-restricted-paths": "off" },
    },
    { files: ["**/*.js"], ...ts.configs.disableTypeChecked },
);
