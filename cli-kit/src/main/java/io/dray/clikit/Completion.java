package io.dray.clikit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes the completion scripts of the shells from the tables. What only the machine knows, names of images and pods, the
 * scripts ask the program itself: {@code internal words KIND} prints one word a line.
 */
final class Completion {
    private final String name;
    private final List<CommandSpec> commands = new ArrayList<>();
    private final List<OptionSpec> globals;
    /** Group, the empty one included, to its next words with their summaries. */
    private final Map<String, Map<String, String>> groups = new LinkedHashMap<>();

    Completion(Program program) {
        name = program.name();
        globals = new ArrayList<>(program.options());
        globals.add(OptionSpec.HELP);
        for (String command : program.commands().names()) {
            CommandSpec spec = program.commands().create(command).spec();
            commands.add(spec);
            int last = command.lastIndexOf(' ');
            String group = last < 0 ? "" : command.substring(0, last);
            if (last >= 0) {
                next("").putIfAbsent(group, program.commands().groupSummary(group));
            }
            next(group).put(command.substring(last + 1), spec.summary());
        }
    }

    String bash() {
        StringBuilder values = new StringBuilder();
        for (OptionSpec option : optionsWithValues()) {
            values.append("        --").append(option.name()).append(") ");
            values.append(bashWords(option.placeholder())).append("; return ;;\n");
        }
        StringBuilder cases = new StringBuilder();
        groups.forEach((group, words) -> cases.append("        \"" + group + "\") words=\""
                + String.join(" ", words.keySet()) + "\"; options=\"" + optionWords(globals) + "\" ;;\n"));
        for (CommandSpec command : commands) {
            cases.append("        \"" + command.name() + "\") options=\"" + optionWords(optionsOf(command)) + "\"\n");
            cases.append("            [[ $cur == -* ]] || { "
                    + bashWords(command.arguments().placeholder()));
            cases.append("; return; } ;;\n");
        }
        return """
                # bash completion of PROG; made by 'PROG completion bash'
                _PROG() {
                    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
                    local option=$prev command= options= words= word i
                    # bash takes --name=value apart: "--name" "=" "value"
                    [[ $prev == = ]] && option=${COMP_WORDS[COMP_CWORD-2]}
                    [[ $cur == = ]] && cur=
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        word=${COMP_WORDS[i]}
                        [[ $word == -- ]] && return
                        case "$command $word" in
                            #known#) command="${command:+$command }$word" ;;
                        esac
                    done
                    case "$option" in
                #values#    esac
                    case "$command" in
                #cases#    esac
                    [[ $cur == -* ]] && words=$options
                    COMPREPLY=($(compgen -W "$words" -- "$cur"))
                    [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
                }
                complete -F _PROG PROG
                """.replace("#known#", knownWords())
                .replace("#values#", values)
                .replace("#cases#", cases)
                .replace("PROG", name);
    }

    String zsh() {
        StringBuilder cases = new StringBuilder();
        groups.forEach((group, words) -> {
            cases.append("        ('" + group + "')\n            next=(");
            words.forEach((word, summary) -> cases.append(" '" + word + ":" + quoted(summary) + "'"));
            cases.append(" )\n            _describe command next ;;\n");
        });
        for (CommandSpec command : commands) {
            cases.append("        ('" + command.name() + "')\n            _arguments -S");
            for (OptionSpec option : optionsOf(command)) {
                cases.append(" \\\n                '" + zshOption(option) + "'");
            }
            String placeholder = command.arguments().placeholder();
            if (!placeholder.isEmpty()) {
                cases.append(" \\\n                '*:" + zshValue(placeholder) + "'");
            }
            cases.append(" ;;\n");
        }
        return """
                #compdef PROG
                # zsh completion of PROG; made by 'PROG completion zsh'
                _PROG_words() {
                    local -a found=(${(f)"$(PROG internal words $1 2>/dev/null)"})
                    compadd -a found
                }
                _PROG() {
                    local command= i
                    integer at=1
                    local -a next
                    for ((i = 2; i < CURRENT; i++)); do
                        case "$command $words[i]" in
                            (#known#) command="${command:+$command }$words[i]"; at=i ;;
                        esac
                    done
                    words=(PROG "${(@)words[at+1,-1]}")
                    (( CURRENT -= at - 1 ))
                    case "$command" in
                #cases#    esac
                }
                if [[ $funcstack[1] == _PROG ]]; then _PROG "$@"; else compdef _PROG PROG; fi
                """.replace("#known#", knownWords()).replace("#cases#", cases).replace("PROG", name);
    }

    String fish() {
        StringBuilder lines = new StringBuilder();
        groups.forEach((group, words) -> words.forEach((word, summary) -> lines.append(
                "complete -c PROG -n '__PROG_is " + group + "' -a " + word + " -d '" + quoted(summary) + "'\n")));
        for (OptionSpec option : globals) {
            lines.append("complete -c PROG" + fishOption(option));
        }
        for (CommandSpec command : commands) {
            String at = "complete -c PROG -n '__PROG_in " + command.name() + "'";
            for (OptionSpec option : command.options()) {
                lines.append(at).append(fishOption(option));
            }
            String values = fishValues(command.arguments().placeholder());
            if (!values.isEmpty()) {
                lines.append(at).append(values).append('\n');
            }
        }
        return ("""
                # fish completion of PROG; made by 'PROG completion fish'
                function __PROG_typed
                    set -l typed (commandline -opc)
                    string match -v -- '-*' $typed[2..-1] | string join ' '
                end
                function __PROG_is
                    set -l typed (__PROG_typed)
                    test "$typed" = "$argv"
                end
                function __PROG_in
                    set -l typed (__PROG_typed)
                    string match -q -- "$argv *" "$typed "
                end
                complete -c PROG -f
                """ + lines).replace("PROG", name);
    }

    private Map<String, String> next(String group) {
        return groups.computeIfAbsent(group, _ -> new LinkedHashMap<>());
    }

    private List<OptionSpec> optionsOf(CommandSpec command) {
        List<OptionSpec> options = new ArrayList<>(command.options());
        options.addAll(globals);
        return options;
    }

    private Set<OptionSpec> optionsWithValues() {
        Set<OptionSpec> options = new LinkedHashSet<>();
        for (CommandSpec command : commands) {
            for (OptionSpec option : optionsOf(command)) {
                if (!option.isFlag()) {
                    options.add(option);
                }
            }
        }
        return options;
    }

    /** {@code " build"|" image"|"image list"}: after which words a word goes on with the name of a command. */
    private String knownWords() {
        List<String> known = new ArrayList<>();
        groups.forEach((group, words) -> words.keySet().forEach(word -> known.add('"' + group + " " + word + '"')));
        return String.join("|", known);
    }

    private static String optionWords(List<OptionSpec> options) {
        List<String> words = new ArrayList<>();
        for (OptionSpec option : options) {
            words.add("--" + option.name() + (option.implied().isPresent() ? "" : "="));
        }
        return String.join(" ", words);
    }

    private static String bashWords(String placeholder) {
        String words = String.join(" ", Placeholder.literals(placeholder));
        String how = switch (placeholder) {
            case "FILE" -> "-f";
            case "DIR" -> "-d";
            case "IMAGE", "POD" -> "-W \"$(PROG internal words " + placeholder + " 2>/dev/null)\"";
            default -> "-W \"" + words + "\"";
        };
        return "COMPREPLY=($(compgen " + how + " -- \"$cur\"))";
    }

    private static String zshOption(OptionSpec option) {
        String repeat = option.repeatable() ? "*" : "";
        String help = "[" + quoted(option.help()) + "]";
        if (option.isFlag()) {
            return repeat + "--" + option.name() + help;
        }
        boolean optional = option.implied().isPresent();
        return repeat + "--" + option.name() + (optional ? "=-" : "=") + help + (optional ? "::" : ":")
                + zshValue(option.placeholder());
    }

    private static String zshValue(String placeholder) {
        String action = switch (placeholder) {
            case "FILE" -> "_files";
            case "DIR" -> "_files -/";
            case "IMAGE", "POD" -> "{_PROG_words " + placeholder + "}";
            default -> "(" + String.join(" ", Placeholder.literals(placeholder)) + ")";
        };
        return placeholder.replace('|', ' ') + ":" + action;
    }

    private static String fishOption(OptionSpec option) {
        String letter = option.shortName() == '\0' ? "" : " -s " + option.shortName();
        String value = "";
        if (!option.isFlag()) {
            value = (option.implied().isPresent() ? "" : " -r") + fishValues(option.placeholder());
        }
        return letter + " -l " + option.name() + value + " -d '" + quoted(option.help()) + "'\n";
    }

    private static String fishValues(String placeholder) {
        String words = String.join(" ", Placeholder.literals(placeholder));
        return switch (placeholder) {
            case "" -> "";
            case "FILE" -> " -F";
            case "DIR" -> " -x -a '(__fish_complete_directories)'";
            case "IMAGE", "POD" -> " -x -a '(PROG internal words " + placeholder + " 2>/dev/null)'";
            default -> words.isEmpty() ? "" : " -x -a '" + words + "'";
        };
    }

    /** Without the characters that end a word or a description in one of the shells. */
    private static String quoted(String text) {
        return text.replace("'", "").replace("[", "(").replace("]", ")").replace(":", ",");
    }
}
