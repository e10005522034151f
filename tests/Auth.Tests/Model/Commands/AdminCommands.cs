using Amplify.Emulator;
using FsCheck;
using FsCheck.Fluent;

namespace Amplify.Tests.Model;

/// <summary>What an administrator does to accounts. Nobody is told: sessions find out when they are used.</summary>
internal static class AdminCommands
{
    private static readonly IReadOnlyList<Deed> _deeds =
    [
        new("disables", (_, user) => user with { Enabled = false }, user => user.Disable()),
        new("enables", (_, user) => user with { Enabled = true }, user => user.Enable()),
        new("confirms", (_, user) => user with { Status = UserStatus.Confirmed }, user => user.Confirm()),
        new("demands a password reset of", (_, user) => user with { Status = UserStatus.ResetRequired }, user => user.RequirePasswordReset()),
        new("gives a password to", (_, user) => user.WithPassword(Passwords.Second), user => user.SetPassword(Passwords.Second)),
        new(
            "gives a temporary password to",
            (s, user) => user with { Password = Passwords.Temporary, Status = UserStatus.ForceChangePassword, TemporaryUntil = s.Now + Setting.TemporaryPasswordValidity },
            user => user.SetTemporaryPassword(Passwords.Temporary)),
        new("vouches for the e-mail address of", (_, user) => user.With("email_verified", "true"), user => user.SetAttribute("email_verified", "true")),
    ];

    public static IReadOnlyList<CommandKind> All { get; } =
    [
        new(40, s =>
            from user in Pick.LiveUser(s)
            from deed in Gen.Choose(0, _deeds.Count - 1)
            select (Command)new Administer(user, deed)),
        new(s => s.Users.Values.Any(user => !user.Enabled) ? 40 : 0, s => Gen.Elements(s.Users.Values.Where(user => !user.Enabled).Select(user => (Command)new Administer(user.Name, 1)))),
        new(Pick.ForUsers(15), s => Pick.LiveUser(s).Select(user => (Command)new SignOutByAdmin(user))),
        new(8, s => Pick.LiveUser(s).Select(user => (Command)new DeleteByAdmin(user))),
    ];

    private sealed record Deed(string Verb, Func<ModelState, ModelUser, ModelUser> OnModel, Action<EmulatedUser> OnPool);

    private sealed record Administer(string User, int Deed) : Command
    {
        public override bool IsLookedAt => false;

        protected override string Text => $"an administrator {_deeds[Deed].Verb} {User}";

        public override IEnumerable<Turn> Predict(ModelState s) => s.Users.TryGetValue(User, out ModelUser? user)
            ? [new Turn("done", s.With(_deeds[Deed].OnModel(s, user)))]
            : [new Turn("no such user", s)];

        public override Task<Outcome> PerformAsync(ModelWorld world) => OnUser(world, User, _deeds[Deed].OnPool);
    }

    private sealed record SignOutByAdmin(string User) : Command
    {
        public override bool IsLookedAt => false;

        protected override string Text => $"an administrator signs {User} out everywhere";

        public override IEnumerable<Turn> Predict(ModelState s) => s.Users.TryGetValue(User, out ModelUser? user)
            ? [new Turn("done", TokenRules.RevokeAll(s, user.Id))]
            : [new Turn("no such user", s)];

        public override Task<Outcome> PerformAsync(ModelWorld world) => OnUser(world, User, user => user.SignOutEverywhere());
    }

    private sealed record DeleteByAdmin(string User) : Command
    {
        public override bool IsLookedAt => false;

        protected override string Text => $"an administrator deletes {User}";

        public override IEnumerable<Turn> Predict(ModelState s) => s.Users.ContainsKey(User)
            ? [new Turn("done", s with { Users = s.Users.Remove(User) })]
            : [new Turn("no such user", s)];

        public override Task<Outcome> PerformAsync(ModelWorld world) => OnUser(world, User, user => user.Delete());
    }

    private static Task<Outcome> OnUser(ModelWorld world, string name, Action<EmulatedUser> act)
    {
        if (world.Pool.FindUser(name) is not { } user)
        {
            return Task.FromResult<Outcome>("no such user");
        }

        act(user);
        return Task.FromResult<Outcome>("done");
    }
}
