using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Signing in: by SRP or with the password, right and wrong, over somebody who is signed in.</summary>
internal static class SignInCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(s => s.Handles.Count(handle => handle.View?.Held is not null) switch { 0 => 500, 1 => 90, _ => 40 }, s =>
            from h in Pick.FreeHandle(s)
            from user in Pick.ReadyUser(s)
            from password in Pick.PasswordOf(s, user)
            from flow in Gen.Elements(SignInFlow.UserSrp, SignInFlow.UserPassword, SignInFlow.UserPassword, SignInFlow.CustomWithSrp)
            from replace in Pick.Rarely
            select (Command)new SignIn(h, user, password, flow, replace)),
    ];

    private sealed record SignIn(int Handle, string User, string Password, SignInFlow Flow, bool Replace) : Command
    {
        public override IReadOnlyList<string> Operations => Flow == SignInFlow.UserPassword ? ["InitiateAuth"] : ["InitiateAuth", "RespondToAuthChallenge"];

        protected override string Text => $"{Name(Handle)}: sign in as {User} with {Password} by {Flow}{(Replace ? ", in anybody's place" : "")}";

        public override IEnumerable<Turn> Predict(ModelState s)
        {
            if (Replace)
            {
                return Prove(s);
            }

            return SessionRules.Read(s, Handle, force: false).SelectMany(read => read.Sight.State is AuthSessionState.SignedIn or AuthSessionState.Offline
                ? [new Turn(Outcome.Throws(nameof(AuthErrorReason.AlreadySignedIn)), read.After)]
                : Prove(read.After));
        }

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            var options = new SignInOptions { Flow = Flow, WhenAlreadySignedIn = Replace ? WhenAlreadySignedIn.Replace : WhenAlreadySignedIn.Throw };
            return world.Take(Handle, await world.Auth(Handle).SignInAsync(User, Password, options));
        }

        public override IEnumerable<Command> Simpler()
        {
            if (Flow != SignInFlow.UserPassword)
            {
                yield return this with { Flow = SignInFlow.UserPassword };
            }

            if (Replace)
            {
                yield return this with { Replace = false };
            }
        }

        private IEnumerable<Turn> Prove(ModelState s)
        {
            var step = new ModelStep(ModelStep.Password, User, Flow, Replace);
            return StepKind.Of(ModelStep.Password).Predict(s, step, Password).SelectMany(reply => SignInTurns.Of(reply, Handle, step));
        }
    }
}
