using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Signing in with a browser, by a person who gives up where the page wants more than a name and a password.</summary>
internal static class BrowserCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(s => s.Handles.Any(handle => handle.View?.Held is null) ? 90 : 20, s =>
            from h in Pick.FreeHandle(s)
            from user in Pick.ReadyUser(s)
            from password in Pick.PasswordOf(s, user)
            from replace in Pick.Rarely
            select (Command)new SignInWithBrowser(h, user, password, replace)),
    ];

    private sealed record SignInWithBrowser(int Handle, string User, string Password, bool Replace) : Command
    {
        private const string Exchange = "oauth2/token";

        public override IReadOnlyList<string> Operations => [Exchange];

        protected override string Text => $"{Name(Handle)}: sign in with a browser as {User} with {Password}{(Replace ? ", in anybody's place" : "")}";

        public override IEnumerable<Turn> Predict(ModelState s) => Replace ? Go(s) : SessionRules.Read(s, Handle, force: false).SelectMany(read => read.Sight.State is AuthSessionState.SignedIn or AuthSessionState.Offline
            ? [new Turn(Outcome.Throws(nameof(AuthErrorReason.AlreadySignedIn)), read.After)]
            : Go(read.After));

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            world.Browser.Typed = (User, Password);
            var options = new BrowserSignInOptions { WhenAlreadySignedIn = Replace ? WhenAlreadySignedIn.Replace : WhenAlreadySignedIn.Throw };
            return world.Take(Handle, await world.Auth(Handle).FederatedSignInAsync(options));
        }

        public override IEnumerable<Command> Simpler() => Replace ? [this with { Replace = false }] : [];

        /// <summary>The page proves who it is; whoever is sent back exchanges a code for the tokens.</summary>
        private IEnumerable<Turn> Go(ModelState s)
        {
            var step = new ModelStep("the page", User, SignInFlow.UserPassword, Replace);
            return SignInRules.Prove(s, User, Password).SelectMany(proved => proved.SignIn is null
                ? [new Turn(Outcome.Throws(nameof(AuthErrorReason.Cancelled)), proved.State)]
                : proved.State.Call(Exchange, now => [proved with { State = now }]).SelectMany(reply => SignInTurns.Of(reply, Handle, step)));
        }
    }
}
