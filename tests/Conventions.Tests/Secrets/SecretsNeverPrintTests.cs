using System.Reflection;

namespace Amplify.Tests.Secrets;

/// <summary>Every public type is filled with a marker wherever a secret may sit; no text made of it shows the marker.</summary>
internal sealed class SecretsNeverPrintTests
{
    private static readonly Waiver[] _mayBeSerialised =
    [
        new("Amplify.Testing.TestTokenSet", "Tokens for tests, signed with a key that lives in the test run only; stubs of the service take them as plain text."),
        new("Amplify.Sessions.StoredDocument", "What a store writes: encrypted by the engine before the store sees it."),
    ];

    private static IEnumerable<Type> Types => new[] { typeof(IAuth).Assembly, typeof(Auth).Assembly, typeof(Testing.TestTokens).Assembly }
        .SelectMany(a => a.GetExportedTypes())
        .Concat(typeof(CognitoIdentityProvider.IAmazonCognitoIdentityProvider).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Exception))))
        .Where(t => t is { IsInterface: false, IsEnum: false } && !(t.IsAbstract && t.IsSealed) && !t.IsSubclassOf(typeof(Delegate)) && !ApiVisibility.IsMadeUp(t.Name));

    [TestCaseSource(nameof(Types))]
    public void No_text_of_a_public_type_shows_a_secret(Type type)
    {
        foreach (object value in Filler.All(type))
        {
            Assert.That(Leaks(value, serialised: !_mayBeSerialised.Any(w => w.Name == type.FullName)), Is.Empty, value.GetType().FullName);
        }
    }

    [Test]
    public void The_marker_reaches_what_it_should()
    {
        // A filler that fills nothing finds nothing.
        var tokens = (AuthTokens)Filler.All(typeof(AuthTokens)).Single();
        var result = (SignInResult)Filler.All(typeof(SignInResult)).Single();
        var answer = (SignInAnswer)Filler.All(typeof(SignInAnswer)).Single();
        var options = (ProtectOptions)Filler.All(typeof(ProtectOptions)).Single();
        var change = (AuthChangedEventArgs)Filler.All(typeof(AuthChangedEventArgs)).Single();

        Assert.That(Marker.IsIn(tokens.AccessToken.Reveal()) && Marker.IsIn(tokens.IdToken.Reveal()), "tokens");
        Assert.That(Marker.IsIn(result.Session!.Tokens!.AccessToken.Reveal()) && Marker.IsIn(result.SessionKey!.Reveal()), "result");
        Assert.That(Marker.IsIn(answer.Value.Reveal()), "answer");
        Assert.That(Marker.PersonIsIn(options.Binding!), "binding");
        Assert.That(Marker.IsIn(change.SessionKey.Reveal()), "event");
        Assert.That(Filler.All(typeof(SignInStep)).Select(s => s.GetType()), Is.EquivalentTo(typeof(SignInStep).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(SignInStep)))));
    }

    [TestCase(typeof(Leaky.ByToString))]
    [TestCase(typeof(Leaky.ByDebuggerDisplay))]
    [TestCase(typeof(Leaky.BySerialisation))]
    [TestCase(typeof(Leaky.ByMessage))]
    [TestCase(typeof(Leaky.ByField))]
    [TestCase(typeof(Leaky.ByRecord))]
    [TestCase(typeof(Leaky.ByPersonalText))]
    public void A_type_that_shows_a_secret_is_found(Type type) =>
        Assert.That(Filler.All(type).SelectMany(value => Leaks(value, serialised: true)), Is.Not.Empty);

    [TestCase(typeof(SignInAnswer), "value", ExpectedResult = true)]
    [TestCase(typeof(IAuth), "code", ExpectedResult = true)]
    [TestCase(typeof(TestTokenHolder), "RefreshToken", ExpectedResult = true)]
    [TestCase(typeof(AuthError), "Code", ExpectedResult = false)]
    [TestCase(typeof(Amazon.Runtime.AmazonServiceException), "ErrorCode", ExpectedResult = false)]
    [TestCase(typeof(Tokens.TokenKey), "KeyId", ExpectedResult = false)]
    public bool The_rule_knows_secrets_by_their_names(Type declaring, string name) => SecretRule.IsSecret(declaring, name);

    [Test]
    public void No_public_type_turns_into_text_by_a_conversion()
    {
        IEnumerable<string> conversions = Types.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.Name is "op_Implicit" or "op_Explicit")).Select(m => $"{m.DeclaringType}.{m}");

        Assert.That(conversions, Is.Empty);
    }

    private static IEnumerable<string> Leaks(object value, bool serialised)
    {
        foreach ((string how, string text) in Printer.Shown(value))
        {
            if (Marker.IsIn(text) || Marker.PersonIsIn(text))
            {
                yield return $"{how}: {text}";
            }
        }

        foreach ((string how, string text) in serialised ? Printer.Serialised(value) : [])
        {
            if (Marker.IsIn(text))
            {
                yield return $"{how}: {text}";
            }
        }

        foreach (string field in serialised ? Printer.UnfoldedFields(value) : [])
        {
            yield return $"debugger: field {field} holds the text itself";
        }
    }

    private sealed class TestTokenHolder;
}
