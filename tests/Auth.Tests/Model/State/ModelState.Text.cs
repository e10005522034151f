using System.Globalization;
using System.Text;
using Amplify.Tests.Support;

namespace Amplify.Tests.Model;

/// <content>As text: what can be looked at, and all of it.</content>
internal sealed partial record ModelState
{
    /// <summary>What a look at the user pool, the outbox and the stores shows.</summary>
    public IReadOnlyList<string> Facts() =>
    [
        .. Users.Values.Select(user => user.Fact),
        .. Sent.Select(sent => $"sent to {sent.Key}: {sent.Value}"),
        .. Store.Select(document => $"stored {document.Key}: {document.Value.UserId}"),
    ];

    /// <summary>
    /// Two states with one text are one state. Numbers are told by the order in which they appear, and what nothing refers to any
    /// more does not appear.
    /// </summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var names = new Dictionary<(string Kind, int Id), int>();
        foreach (ModelUser user in Users.Values.Concat(Phantoms.Values))
        {
            text.AppendLine(user.Fact)
                .AppendLine(CultureInfo.InvariantCulture, $"  password {user.Password}, until {At(user.TemporaryUntil)}, failures {user.Failures} at {At(user.LastFailureOrAttempt)}, locked until {At(user.LockedUntil)}, totp {Totp(user.Totp)}, pending {Totp(user.PendingTotp)}")
                .AppendLine(CultureInfo.InvariantCulture, $"  codes {string.Join(", ", user.Codes.Select(c => $"{c.Key} until {At(c.Value)}"))}; passkeys {Passkeys(user.Passkeys)}; attempts {string.Join(", ", user.Attempts.Select(a => $"{a.Key} {string.Join(' ', a.Value.Select(At))}"))}");
        }

        foreach ((string document, HeldSession held) in Store)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"stored {document}: {Held(held)}");
        }

        foreach (ModelHandle handle in Handles)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{handle.Name} ({handle.Document}): sees {(handle.View is { } view ? view.Held is { } held ? Held(held) : $"nobody {view.End}" : "nothing yet")} until {At(handle.FreshUntil)}, failing {handle.Failing?.Error} since {At(handle.Failing?.Since ?? default)}, flight {Flight(handle.Flight)}, step {Step(handle.Step)}, stale {Step(handle.StaleStep)}, used {At(handle.LastUsed)}");
        }

        text.Append(CultureInfo.InvariantCulture, $"pocket {Step(Pocket?.Step)} since {At(Pocket?.Since ?? default)}; {Begun()}; sent {string.Join(", ", Sent)}; incarnations {string.Join(", ", Incarnations)}");
        return text.ToString();

        int Name(string kind, int id) => names.TryGetValue((kind, id), out int name) ? name : names[(kind, id)] = names.Count + 1;

        string Totp(int? id) => id is { } totp ? $"#{Name("totp", totp)} used {string.Join(' ', UsedTotpSteps.GetValueOrDefault(totp, []))}" : "none";

        string Passkeys(IEnumerable<ModelPasskey> passkeys) => string.Join(' ', passkeys.Select(passkey => $"#{Name("passkey", passkey.Id)} of {passkey.Authenticator}"));

        string Begun() => Registration is { } id && Registrations[id] is var begun
            ? $"registration of {begun.UserId} until {At(begun.ExpiresAt)} beside {Passkeys(begun.Known)}{(begun.Used ? " used" : "")}"
            : "no registration";

        string Held(HeldSession held)
        {
            ModelSignIn signIn = SignIns[held.SignIn];
            return $"{held.UserId} #{Name("sign-in", held.SignIn)} until {At(signIn.RefreshUntil)}{(signIn.Revoked ? " revoked" : "")}, version #{Name("version", held.Version)}, tokens until {At(held.ExpiresAt)}, {held.Claims}, spent {At(held.SpentAt ?? default)}";
        }

        string Flight(ModelFlight? flight) => flight is null ? "none"
            : flight.Answer is not { } answer ? "to be sent"
            : $"over #{Name("version", answer.Over)}: {(answer.Renewed is { } renewed ? Held(renewed) : answer.End?.ToString() ?? answer.Error)}";

        string Step(ModelStep? step)
        {
            if (step is null)
            {
                return "none";
            }

            string choice = $"[{string.Join(' ', step.Offered)}]{(step.IsSecondChoice ? " again" : "")}";
            ModelChallenge? challenge = step.Challenge is { } id ? Challenges[id] : null;
            return challenge is null
                ? $"{step.Kind} {step.User} {step.Flow} {step.Factor} {step.Replace} {choice}"
                : $"{step.Kind} {step.User} {step.Flow} {step.Factor} {step.Replace} {choice} #{Name("challenge", step.Challenge!.Value)} of {challenge.UserId} until {At(challenge.ExpiresAt)}{(challenge.Used ? " used" : "")} [{string.Join(' ', challenge.Choices)}] {Passkeys(challenge.Passkeys)} {challenge.NewEmail} {Totp(challenge.Totp)} {challenge.Riddles} {challenge.OfNobody} {challenge.IsFirstFactor}";
        }
    }

    private static string At(DateTimeOffset moment) => moment == default ? "-" : $"{(moment - AuthWorld.Start).TotalSeconds:0}s";
}
