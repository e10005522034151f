using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>Reading sessions and tokens, signing out, new processes.</summary>
internal static class SessionCommands
{
    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(Pick.ForUsers(40), s =>
            from h in Pick.UserHandle(s)
            from force in Gen.Elements(true, false)
            select (Command)new ReadSession(h, force)),
        new(Pick.ForUsers(30), s =>
            from h in Pick.UserHandle(s)
            from force in Pick.Rarely
            from id in Gen.Elements(true, false)
            select (Command)new GetToken(h, id, force)),
        new(Pick.ForUsers(30), s =>
            from h in Pick.UserHandle(s)
            from global in Gen.Elements(true, false)
            from revoke in Pick.Mostly
            select (Command)new SignOut(h, global, revoke)),
        new(15, _ => Pick.Handle.Select(h => (Command)new Restart(h))),
        new(Pick.ForUsers(10), s => Pick.UserOf(s, EndSessions.Web).Select(user => (Command)new EndSessions(user))),
    ];

    private sealed record ReadSession(int Handle, bool Force) : Command
    {
        public override IReadOnlyList<string> Operations => ["GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: read the session{(Force ? ", renewed by force" : "")}";

        public override IEnumerable<Turn> Predict(ModelState s) => SessionRules.Read(s, Handle, Force).Select(read => new Turn(read.Sight.Outcome, read.After));

        public override async Task<Outcome> PerformAsync(ModelWorld world) =>
            world.Describe(await world.Auth(Handle).CurrentSessionAsync(Force ? new CurrentSessionOptions { ForceRefresh = true } : null));
    }

    private sealed record GetToken(int Handle, bool Id, bool Force) : Command
    {
        public override IReadOnlyList<string> Operations => ["GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: get the {(Id ? "ID" : "access")} token{(Force ? ", renewed by force" : "")}";

        public override IEnumerable<Turn> Predict(ModelState s) => SessionRules.Read(s, Handle, Force).Select(read => new Turn(
            read.Sight is { State: AuthSessionState.SignedIn, Held: { } held } && (read.Sight.Error is null || !Force) ? $"token of {held.UserId}" : Outcome.Throws(read.Sight.Refusal),
            read.After));

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            CurrentSessionOptions? options = Force ? new CurrentSessionOptions { ForceRefresh = true } : null;
            return world.DescribeToken(Id ? await world.Auth(Handle).GetIdTokenAsync(options) : await world.Auth(Handle).GetAccessTokenAsync(options));
        }
    }

    private sealed record SignOut(int Handle, bool Global, bool Revoke) : Command
    {
        private const string NotNeeded = nameof(SignOutOutcome.NotNeeded);
        private const string Done = nameof(SignOutOutcome.Done);

        /// <summary>Tokens with less left than this are renewed before they travel.</summary>
        private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(10);

        public override IReadOnlyList<string> Operations => ["RevokeToken", "GlobalSignOut", "GetTokensFromRefreshToken"];

        protected override string Text => $"{Name(Handle)}: sign out{(Global ? " everywhere" : "")}{(Revoke ? "" : ", without revoking the token")}";

        public override IEnumerable<Turn> Predict(ModelState s)
        {
            HeldSession? held = s.Store.GetValueOrDefault(s.Handles[Handle].Document);
            ModelState forgotten = SessionRules.SignOut(s, Handle);
            return held is null
                ? [new Turn(Parts(NotNeeded, Global ? nameof(AuthErrorReason.SignInRequired) : NotNeeded, NotNeeded), forgotten)]
                : (Global ? Everywhere(forgotten, held) : [(NotNeeded, forgotten)]).SelectMany(ended => Revoked(ended.After, held, ended.Part).Select(revoked => new Turn(Parts(Done, ended.Part, revoked.Part), revoked.After)));
        }

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            SignOutResult result = await world.Auth(Handle).SignOutAsync(new SignOutOptions { Global = Global, Revoke = Revoke });
            return Parts(PartOf(result.Local), PartOf(result.Global), PartOf(result.Revocation));
        }

        public override IEnumerable<Command> Simpler() => Global ? [this with { Global = false }] : [];

        private static Outcome Parts(string local, string global, string revocation) => $"local {local}, global {global}, revocation {revocation}";

        private static string PartOf(SignOutPart part) => part.Error?.Reason.ToString() ?? part.Outcome.ToString();

        private static IEnumerable<(string Part, ModelState After)> Everywhere(ModelState s, HeldSession held)
        {
            foreach (bool old in s.Passed(held.ExpiresAt - _shortest))
            {
                IEnumerable<Reply> first = old ? Renewed(s, held) : Send(s, held).SelectMany(sent => sent.Refused == nameof(AuthErrorReason.AccessDenied) ? Renewed(sent.State, held) : [sent]);
                foreach (Reply reply in first)
                {
                    yield return (reply.Refused ?? Done, reply.State);
                }
            }
        }

        private static IEnumerable<Reply> Renewed(ModelState s, HeldSession held) => s
            .Call("GetTokensFromRefreshToken", now => TokenRules.Refresh(now, held))
            .SelectMany(renewed => renewed.Refused is null ? Send(renewed.State, held) : [renewed]);

        private static IEnumerable<Reply> Send(ModelState s, HeldSession held) =>
            s.Call("GlobalSignOut", now => TokenRules.WithToken(now, held, (state, user) => [new Reply(TokenRules.RevokeAll(state, user.Id))]));

        private IEnumerable<(string Part, ModelState After)> Revoked(ModelState s, HeldSession held, string global)
        {
            if (!Revoke || global is Done or nameof(AuthErrorReason.Network) or nameof(AuthErrorReason.TimedOut))
            {
                return [(NotNeeded, s)];
            }

            return s.Call("RevokeToken", now => [new Reply(TokenRules.Revoke(now, held.SignIn))]).Select(reply => (reply.Refused ?? Done, reply.State));
        }
    }

    private sealed record Restart(int Handle) : Command
    {
        protected override string Text => $"{Name(Handle)}: a new process takes over";

        public override bool IsLookedAt => false;

        public override IEnumerable<Turn> Predict(ModelState s) =>
            [new Turn("done", s.With(Handle, handle => handle with { View = null, FreshUntil = default, Failing = null, Flight = null }))];

        public override async Task<Outcome> PerformAsync(ModelWorld world)
        {
            await world.RestartAsync(Handle);
            return "done";
        }
    }

    private sealed record EndSessions(string User) : Command
    {
        public const int Web = 2;

        protected override string Text => $"{Name(Web)}: end every session of {User}";

        public override IEnumerable<Turn> Predict(ModelState s)
        {
            if (!s.Users.TryGetValue(User, out ModelUser? user))
            {
                return [new Turn("no such user", s)];
            }

            ModelHandle web = s.Handles[Web];
            if (s.Store.GetValueOrDefault(web.Document)?.UserId != user.Id)
            {
                return [new Turn("ended 0", s)];
            }

            return [new Turn("ended 1", web.View?.Held is null ? SessionRules.Distrust(s.Erase(web.Document), Web) : SessionRules.SignOut(s, Web))];
        }

        public override async Task<Outcome> PerformAsync(ModelWorld world) => world.Pool.FindUser(User) is { } user
            ? $"ended {await world.Factory.EndSessionsAsync(user.Sub)}"
            : "no such user";
    }
}
