//! The command line in Vietnamese: clap's own words for help and mistakes are English.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};

const TEMPLATE: &str = "{about}\n\nCách dùng: {usage}\n\n{all-args}{after-help}\n";
/// Exit code of a command line that cannot be understood.
const WRONG_USE: u8 = 2;

/// Reads the command line. `Err` is the exit code once help was shown or the mistake was told.
pub fn read<P: CommandFactory + FromArgMatches>(typed: impl IntoIterator<Item = OsString>) -> Result<P, ExitCode> {
    let matches = command_line::<P>().try_get_matches_from(typed);
    matches.and_then(|matches| P::from_arg_matches(&matches)).map_err(|error| tell(&error))
}

fn command_line<P: CommandFactory>() -> Command {
    let mut program = P::command().disable_help_subcommand(true);
    program.build(); // gives every level its full name for the line of usage
    in_vietnamese(program)
}

fn in_vietnamese(command: Command) -> Command {
    let usage = command.clone().render_usage().to_string();
    let usage = usage.replace("Usage: ", "").replace("[OPTIONS]", "[TÙY CHỌN]").replace("<COMMAND>", "<LỆNH>");
    command
        .help_template(TEMPLATE)
        .override_usage(usage)
        .subcommand_help_heading("Lệnh")
        .mut_args(describe)
        .mut_subcommands(in_vietnamese)
}

fn describe(arg: Arg) -> Arg {
    let heading = if arg.is_positional() { "Tham số" } else { "Tùy chọn" };
    let arg = arg.help_heading(heading).hide_default_value(true).hide_env(true).hide_possible_values(true);
    match arg.get_action() {
        ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong => arg.help("In trợ giúp này"),
        ArgAction::Version => arg.help("In phiên bản"),
        _ => arg,
    }
}

fn tell(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print!("{}", error.render());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{}", error.render());
            ExitCode::from(WRONG_USE)
        }
        _ => {
            eprintln!("{}\nXem cách dùng: thêm --help.", mistake(error));
            ExitCode::from(WRONG_USE)
        }
    }
}

fn mistake(error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = said(ContextKind::InvalidArg);
    match error.kind() {
        ErrorKind::InvalidSubcommand => format!("Không có lệnh “{}”.", said(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("Không có tùy chọn hay tham số “{argument}”."),
        ErrorKind::MissingRequiredArgument => format!("Thiếu {argument}."),
        ErrorKind::ArgumentConflict => format!("Ghi {argument} hơn một lần, hoặc cùng một tùy chọn loại trừ nó."),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let reason = std::error::Error::source(error).map(|source| format!(" {source}")).unwrap_or_default();
            format!("Giá trị “{}” của {argument} chưa đúng.{reason}", said(ContextKind::InvalidValue))
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            format!("{argument} cần thêm giá trị.")
        }
        _ => "Dòng lệnh chưa đúng.".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(clap::Parser)]
    #[command(name = "thidua")]
    struct Program {
        #[command(subcommand)]
        command: crate::commands::Command,
    }

    #[test]
    fn no_level_of_help_speaks_english() {
        let mut levels = vec![command_line::<Program>()];
        while let Some(mut level) = levels.pop() {
            let help = level.render_help().to_string();
            for english in ["Usage", "Options", "Commands", "Arguments", "Print", "default", "OPTIONS", "COMMAND"] {
                assert!(!help.contains(english), "“{english}” in\n{help}");
            }
            for arg in level.get_arguments() {
                assert!(arg.get_help().is_some(), "{} of {} is not explained", arg.get_id(), level.get_name());
            }
            assert!(level.get_name() == "thidua" || level.get_about().is_some(), "{}", level.get_name());
            levels.extend(level.get_subcommands().cloned());
        }
    }

    #[test]
    fn mistakes_are_told_in_vietnamese() {
        for (typed, told) in [
            (vec!["thidua", "bay"], "Không có lệnh “bay”."),
            (vec!["thidua", "serve", "--bay"], "Không có tùy chọn hay tham số “--bay”."),
            (vec!["thidua", "init", "--parent", "a", "--place", "b"], "Thiếu --agency <TÊN>."),
        ] {
            let error = command_line::<Program>().try_get_matches_from(typed).unwrap_err();
            assert_eq!(mistake(&error), told);
        }
    }
}
