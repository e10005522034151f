using System.Collections.Immutable;
using Amplify.Tests.Support;

namespace Amplify.Tests.Model;

/// <summary>Everything the model knows at one moment: the user pool, the stores, what each engine believes. Pure data.</summary>
internal sealed partial record ModelState
{
    private static readonly TimeSpan _drift = TimeSpan.FromSeconds(10);

    public required Setting Setting { get; init; }

    public DateTimeOffset Now { get; init; } = AuthWorld.Start;

    /// <summary>Whether the clock may have moved while commands ran, so that moments are known to a few seconds only: pauses between repeats take time.</summary>
    public bool Drifts { get; init; }

    public ImmutableSortedDictionary<string, ModelUser> Users { get; init; } = Sorted.ByText<ModelUser>();

    /// <summary>How many users a name has had.</summary>
    public ImmutableSortedDictionary<string, int> Incarnations { get; init; } = Sorted.ByText<int>();

    public ImmutableDictionary<int, ModelSignIn> SignIns { get; init; } = ImmutableDictionary<int, ModelSignIn>.Empty;

    public ImmutableDictionary<int, ModelChallenge> Challenges { get; init; } = ImmutableDictionary<int, ModelChallenge>.Empty;

    public ImmutableDictionary<int, ModelRegistration> Registrations { get; init; } = ImmutableDictionary<int, ModelRegistration>.Empty;

    /// <summary>The registration of a passkey that an application is about to complete.</summary>
    public int? Registration { get; init; }

    /// <summary>The 30-second steps whose codes each authenticator app has used up.</summary>
    public ImmutableDictionary<int, ImmutableSortedSet<long>> UsedTotpSteps { get; init; } = ImmutableDictionary<int, ImmutableSortedSet<long>>.Empty;

    /// <summary>The session documents, by <see cref="ModelHandle.Document"/>.</summary>
    public ImmutableSortedDictionary<string, HeldSession> Store { get; init; } = Sorted.ByText<HeldSession>();

    public ImmutableArray<ModelHandle> Handles { get; init; } = [];

    /// <summary>What was sent: how many messages, by user and purpose.</summary>
    public ImmutableSortedDictionary<string, int> Sent { get; init; } = Sorted.ByText<int>();

    /// <summary>Codes and attempts that the service pretends of names that belong to nobody.</summary>
    public ImmutableSortedDictionary<string, ModelUser> Phantoms { get; init; } = Sorted.ByText<ModelUser>();

    /// <summary>The step an application carries as text, and since when.</summary>
    public (ModelStep Step, DateTimeOffset Since)? Pocket { get; init; }

    /// <summary>What goes wrong with calls now.</summary>
    public ModelFault? Fault { get; init; }

    /// <summary>What the person before an engine's authenticator does now.</summary>
    public Person Person { get; init; }

    private int LastId { get; init; }

    public long TotpStep => Now.ToUnixTimeSeconds() / 30;

    /// <summary>Whether a moment has come: both where that cannot be told.</summary>
    public IEnumerable<bool> Passed(DateTimeOffset moment)
    {
        TimeSpan fuzzy = Drifts ? _drift : TimeSpan.Zero;
        TimeSpan since = Now - moment;
        return since < -fuzzy ? [false] : since >= fuzzy ? [true] : [Now >= moment, Now < moment];
    }

    /// <summary>Whether tokens are to be renewed: between five minutes before their end and a tenth of that later, at the engine's choice.</summary>
    public IEnumerable<bool> IsDue(HeldSession held)
    {
        TimeSpan fuzzy = Drifts ? _drift : TimeSpan.Zero;
        TimeSpan left = held.ExpiresAt - Now;
        return left > TimeSpan.FromMinutes(5) + fuzzy ? [false] : left < TimeSpan.FromMinutes(4.5) - fuzzy ? [true] : [false, true];
    }

    public ModelUser? UserById(string id) => Users.Values.FirstOrDefault(user => user.Id == id);

    public ModelState With(ModelUser user) => this with { Users = Users.SetItem(user.Name, user) };

    public ModelState With(int handle, ModelHandle value) => this with { Handles = Handles.SetItem(handle, value) };

    public ModelState With(int handle, Func<ModelHandle, ModelHandle> change) => With(handle, change(Handles[handle]));

    public ModelState Write(string document, HeldSession held) => this with { Store = Store.SetItem(document, held) };

    public ModelState Erase(string document) => this with { Store = Store.Remove(document) };

    public ModelState Send(string user, string purpose)
    {
        string key = $"{user}, {purpose}";
        return this with { Sent = Sent.SetItem(key, Sent.GetValueOrDefault(key) + 1) };
    }

    /// <summary>A number nothing has had before.</summary>
    public ModelState NewId(out int id)
    {
        id = LastId + 1;
        return this with { LastId = id };
    }

    public ModelState AddUser(ModelUser user) => (this with { Incarnations = Incarnations.SetItem(user.Name, Incarnations.GetValueOrDefault(user.Name) + 1) }).With(user);

    public string NextUserId(string name) => $"{name}#{Incarnations.GetValueOrDefault(name) + 1}";

    /// <summary>The factors and their right codes: whether a code of this step was used before.</summary>
    public bool IsUsed(int totp, long step) => UsedTotpSteps.TryGetValue(totp, out ImmutableSortedSet<long>? used) && used.Contains(step);

    public ModelState UseUp(int totp, long step) => this with { UsedTotpSteps = UsedTotpSteps.SetItem(totp, UsedTotpSteps.GetValueOrDefault(totp, []).Add(step)) };
}
