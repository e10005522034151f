using FsCheck;

namespace Amplify.Tests.Model;

/// <summary>How commands of one kind come about.</summary>
/// <param name="Weight">How likely it is as things stand; zero never.</param>
/// <param name="Make">Makes one, more often one that makes sense than not.</param>
internal sealed record CommandKind(Func<ModelState, int> Weight, Func<ModelState, Gen<Command>> Make)
{
    /// <summary>Every kind there is. A new flow is a file of commands, and one name here.</summary>
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        .. SignUpCommands.All, .. SignInCommands.All, .. FirstFactorCommands.All, .. BrowserCommands.All, .. StepCommands.All, .. SessionCommands.All, .. PasswordCommands.All,
        .. ProfileCommands.All, .. MfaCommands.All, .. PasskeyCommands.All, .. AdminCommands.All, .. ClockCommands.All,
    ];

    public CommandKind(int weight, Func<ModelState, Gen<Command>> make)
        : this(_ => weight, make)
    {
    }
}
