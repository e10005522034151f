using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Signing in without a password: a code, a choice, the riddles of the pool's triggers.</summary>
internal static class FirstFactorCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(s => s.Handles.Any(handle => handle.View?.Held is null) ? 90 : 20, s =>
            from h in Pick.FreeHandle(s)
            from user in Pick.ReadyUser(s)
            from factor in Gen.Elements<FirstFactor?>(null, FirstFactor.EmailOtp, FirstFactor.SmsOtp, FirstFactor.WebAuthn)
            from replace in Pick.Rarely
            select (Command)new SignInByChoice(h, user, factor, replace)),
        new(s => !s.Users.Values.Any(user => FirstFactorRules.HasPasskey(s, user)) ? 0 : s.Handles.Any(handle => handle.View?.Held is null) ? 250 : 40, s =>
            from h in Pick.FreeHandle(s)
            from user in Gen.Elements(s.Users.Values.Where(user => FirstFactorRules.HasPasskey(s, user)).Select(user => user.Name))
            from factor in Gen.Elements<FirstFactor?>(null, FirstFactor.WebAuthn, FirstFactor.WebAuthn)
            from replace in Pick.Rarely
            select (Command)new SignInByChoice(h, user, factor, replace)),
        new(s => s.Handles.Any(handle => handle.View?.Held is null) ? 50 : 10, s =>
            from h in Pick.FreeHandle(s)
            from user in Pick.ReadyUser(s)
            from replace in Pick.Rarely
            select (Command)new SignInByRiddles(h, user, replace)),
    ];

    private static IEnumerable<Turn> Begin(ModelState s, int h, ModelStep step, Func<ModelState, IEnumerable<Reply>> begin)
    {
        IEnumerable<Turn> Go(ModelState now) => now.Call("InitiateAuth", begin).SelectMany(reply => SignInTurns.Of(reply, h, step));
        return step.Replace ? Go(s) : SessionRules.Read(s, h, force: false).SelectMany(read => read.Sight.State is AuthSessionState.SignedIn or AuthSessionState.Offline
            ? [new Turn(Outcome.Throws(nameof(AuthErrorReason.AlreadySignedIn)), read.After)]
            : Go(read.After));
    }

    private static async Task<Outcome> SignInAsync(ModelWorld world, int h, ModelStep step, FirstFactor? preferred)
    {
        var options = new SignInOptions { Flow = step.Flow, PreferredChallenge = preferred, WhenAlreadySignedIn = step.Replace ? WhenAlreadySignedIn.Replace : WhenAlreadySignedIn.Throw };
        return world.Take(h, await world.Auth(h).SignInAsync(step.User, options));
    }

    private sealed record SignInByChoice(int Handle, string User, FirstFactor? Preferred, bool Replace) : Command
    {
        public override IReadOnlyList<string> Operations => Preferred == FirstFactor.WebAuthn ? ["InitiateAuth", "RespondToAuthChallenge"] : ["InitiateAuth"];

        public override bool MayPrompt(ModelState s) => s.Handles[Handle].HasAuthenticator && Preferred == FirstFactor.WebAuthn && s.Users.GetValueOrDefault(User) is { } user && FirstFactorRules.HasPasskey(s, user);

        protected override string Text => $"{Name(Handle)}: sign in as {User} by {(Preferred is { } factor ? factor.ToString() : "choice")}{(Replace ? ", in anybody's place" : "")}";

        private ModelStep Start => new("the start", User, SignInFlow.UserAuth, Replace);

        public override IEnumerable<Turn> Predict(ModelState s) => Begin(s, Handle, Start, now => FirstFactorRules.BeginChoice(now, User, Preferred));

        public override Task<Outcome> PerformAsync(ModelWorld world) => SignInAsync(world, Handle, Start, Preferred);

        public override IEnumerable<Command> Simpler() => Replace ? [this with { Replace = false }] : [];
    }

    private sealed record SignInByRiddles(int Handle, string User, bool Replace) : Command
    {
        public override IReadOnlyList<string> Operations => ["InitiateAuth"];

        protected override string Text => $"{Name(Handle)}: sign in as {User} by riddles{(Replace ? ", in anybody's place" : "")}";

        private ModelStep Start => new("the start", User, SignInFlow.Custom, Replace);

        public override IEnumerable<Turn> Predict(ModelState s) => Begin(s, Handle, Start, now => FirstFactorRules.BeginRiddles(now, User));

        public override Task<Outcome> PerformAsync(ModelWorld world) => SignInAsync(world, Handle, Start, preferred: null);

        public override IEnumerable<Command> Simpler() => Replace ? [this with { Replace = false }] : [];
    }
}
