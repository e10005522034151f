using System.Reflection;
using System.Runtime.CompilerServices;

namespace Amplify.Tests;

/// <summary>What every public type looks like.</summary>
internal sealed class ShapeTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Waiver[] _mayBeDerivedFrom =
    [
        new("Amplify.AuthException", "SignInRequiredException derives from it, and packages that add flows add their own."),
        new("Amplify.CognitoIdentityProvider.AmazonCognitoIdentityProviderException", "AWS's shape: one class per error code derives from it."),
        new("Amplify.CognitoIdentity.AmazonCognitoIdentityException", "AWS's shape: one class per error code derives from it."),
        new("Amplify.CognitoIdentityProvider.AmazonCognitoIdentityProviderRequest", "AWS's shape: every request derives from it."),
        new("Amplify.CognitoIdentity.AmazonCognitoIdentityRequest", "AWS's shape: every request derives from it."),
        new("Program", "The entry point of a command, made public by the compiler for ASP.NET Core's tests."),
    ];

    private static IEnumerable<SourceProject> AllRooms => Repository.Rooms;

    [TestCaseSource(nameof(AllRooms))]
    public void Public_classes_are_sealed_static_or_closed_hierarchies(SourceProject project)
    {
        IEnumerable<string?> open = project.Assembly.GetExportedTypes()
            .Where(t => t is { IsClass: true, IsSealed: false } && !IsClosed(t) && !ApiVisibility.IsMadeUp(t.Name))
            .Select(t => t.FullName)
            .Except(_mayBeDerivedFrom.Select(w => w.Name));

        Assert.That(open, Is.Empty);
    }

    [Test]
    public void No_waiver_outlives_its_type() => Assert.That(
        _mayBeDerivedFrom.Select(w => w.Name),
        Is.SubsetOf(Repository.Rooms.SelectMany(r => r.Assembly.GetExportedTypes()).Where(t => t is { IsClass: true, IsSealed: false } && !IsClosed(t)).Select(t => t.FullName)));

    [TestCaseSource(nameof(AllRooms))]
    public void Methods_that_return_tasks_end_in_Async_and_no_others_do(SourceProject project)
    {
        IEnumerable<string> wrong = Methods(project)
            .Where(m => IsTask(m.ReturnType) != m.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(Describe);

        Assert.That(wrong, Is.Empty);
    }

    [TestCaseSource(nameof(AllRooms))]
    public void Cancellation_tokens_come_last_and_are_optional(SourceProject project)
    {
        var wrong = new List<string>();
        foreach (MethodInfo method in Methods(project))
        {
            ParameterInfo? token = method.GetParameters().SingleOrDefault(p => p.ParameterType == typeof(CancellationToken));
            if (token is not null && (token.Position != method.GetParameters().Length - 1 || !token.IsOptional || token.Name != "cancellationToken"))
            {
                wrong.Add(Describe(method));
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Every_method_of_IAuth_and_of_its_roles_ends_in_optional_options_and_an_optional_token()
    {
        var wrong = new List<string>();
        IEnumerable<Type> roles = typeof(IAuth).GetProperties().Select(p => p.PropertyType).Where(t => t.IsInterface);
        foreach (MethodInfo method in roles.Prepend(typeof(IAuth)).SelectMany(t => t.GetMethods()).Where(m => !m.IsSpecialName))
        {
            List<ParameterInfo> rest = [.. method.GetParameters()];
            if (IsTask(method.ReturnType))
            {
                if (rest.Count == 0 || rest[^1].ParameterType != typeof(CancellationToken))
                {
                    wrong.Add($"{Describe(method)}: no token at the end");
                    continue;
                }

                rest.RemoveAt(rest.Count - 1);
            }

            if (rest is not [.., { IsOptional: true, DefaultValue: null, Name: "options" } options] || !options.ParameterType.Name.EndsWith("Options", StringComparison.Ordinal))
            {
                wrong.Add($"{Describe(method)}: no 'XOptions? options = null' before it");
            }
            else if (rest.SkipLast(1).Any(p => p.IsOptional))
            {
                wrong.Add($"{Describe(method)}: what comes before the options is required");
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Auth_is_an_IAuth_and_adds_nothing_but_disposal()
    {
        IEnumerable<string> own = typeof(Auth).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName).Select(m => m.Name);

        Assert.That(own.Except(typeof(IAuth).GetMethods().Select(m => m.Name)), Is.EqualTo(new[] { nameof(Auth.DisposeAsync) }));
    }

    [TestCaseSource(nameof(AllRooms))]
    public void Interfaces_have_no_default_members(SourceProject project)
    {
        // The clients' interfaces implement AWS's two static abstract members, or nobody could mock them.
        string[] aws = ["Amazon.Runtime.IAmazonService.CreateDefaultClientConfig", "Amazon.Runtime.IAmazonService.CreateDefaultServiceClient"];

        IEnumerable<string> bodies = project.Assembly.GetExportedTypes()
            .Where(t => t.IsInterface)
            .SelectMany(t => t.GetMethods(Everything))
            .Where(m => !m.IsAbstract && !aws.Contains(m.Name))
            .Select(Describe);

        Assert.That(bodies, Is.Empty);
    }

    [TestCaseSource(nameof(AllRooms))]
    public void There_is_no_mutable_static_state_in_public_sight(SourceProject project)
    {
        IEnumerable<Type> types = project.Assembly.GetExportedTypes().Where(t => !t.IsEnum && !ApiVisibility.IsMadeUp(t.Name));

        IEnumerable<string> fields = types.SelectMany(t => t.GetFields(Everything)).Where(f => f is { IsStatic: true, IsLiteral: false, IsInitOnly: false } && f.IsPublic).Select(Describe);
        IEnumerable<string> properties = types.SelectMany(t => t.GetProperties(Everything)).Where(p => p.SetMethod is { IsStatic: true, IsPublic: true }).Select(Describe);
        IEnumerable<string> events = types.SelectMany(t => t.GetEvents(Everything)).Where(e => e.AddMethod is { IsStatic: true, IsPublic: true }).Select(Describe);

        Assert.That(fields.Concat(properties).Concat(events), Is.Empty);
    }

    [TestCaseSource(nameof(AllRooms))]
    public void Public_data_types_are_not_positional_records(SourceProject project)
    {
        // A positional record prints every member, constructs by position and cannot grow without breaking callers.
        IEnumerable<string?> records = project.Assembly.GetExportedTypes()
            .Where(t => t.GetMethod("<Clone>$", Everything) is not null || t.GetMethod("PrintMembers", Everything) is not null)
            .Select(t => t.FullName);

        Assert.That(records, Is.Empty);
    }

    private static bool IsClosed(Type type) => type.IsAbstract && type.GetConstructors(Everything).All(c => c.IsStatic || c.IsPrivate || c.IsAssembly || c.IsFamilyAndAssembly);

    private static IEnumerable<MethodInfo> Methods(SourceProject project) => project.Assembly.GetExportedTypes()
        .Where(t => !t.IsSubclassOf(typeof(Delegate)) && !ApiVisibility.IsMadeUp(t.Name))
        .SelectMany(t => t.GetMethods(Everything))
        .Where(m => ApiVisibility.IsShown(m) && !m.IsSpecialName && !m.IsDefined(typeof(CompilerGeneratedAttribute)));

    private static bool IsTask(Type type) =>
        type == typeof(Task) || type == typeof(ValueTask)
        || (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)));

    private static string Describe(MemberInfo member) => $"{member.DeclaringType?.FullName}.{member.Name}";
}
