using System.Reflection;
using Amazon.Runtime;
using Amplify.CognitoIdentity;
using Amplify.CognitoIdentityProvider;
using Amplify.Tests.Support;

namespace Amplify.Tests;

/// <summary>Names and shapes are those of AWS SDK for .NET v4, an exact subset.</summary>
internal sealed class ShapeTests
{
    private static ServiceModel Model => ServiceModel.Instance;

    private static IEnumerable<Type> ModelTypes => ServiceModel.Assembly.GetExportedTypes().Where(type => type.Namespace!.EndsWith(".Model", StringComparison.Ordinal));

    private static IEnumerable<Type> DataTypes => ModelTypes.Where(type => !type.IsAssignableTo(typeof(Exception)));

    [Test]
    public void The_interfaces_hold_exactly_the_operations_of_the_model()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Operation.All.Where(operation => operation.IsUserPool).Select(operation => operation.Name), Is.EquivalentTo(Model.NamesIn("CognitoIdentityProvider")));
            Assert.That(Operation.All.Where(operation => !operation.IsUserPool).Select(operation => operation.Name), Is.EquivalentTo(Model.NamesIn("CognitoIdentity")));
            Assert.That(Operation.All.Count(), Is.EqualTo(33));
        }
    }

    [TestCaseSource(typeof(Operation), nameof(Operation.Cases))]
    public void An_operation_has_the_signature_of_AWS(object candidate)
    {
        Operation operation = (Operation)candidate;
        ParameterInfo[] parameters = operation.Method.GetParameters();
        string space = operation.Interface.Namespace + ".Model.";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(parameters.Select(parameter => parameter.Name), Is.EqualTo(new[] { "request", "cancellationToken" }));
            Assert.That(operation.RequestType.FullName, Is.EqualTo(space + operation.Name + "Request"));
            Assert.That(operation.ResponseType.FullName, Is.EqualTo(space + operation.Name + "Response"));
            Assert.That(parameters[1].ParameterType, Is.EqualTo(typeof(CancellationToken)));
            Assert.That(parameters[1].HasDefaultValue, Is.True);
            Assert.That(operation.RequestType.BaseType!.Name, Is.EqualTo(operation.Interface.Name[1..] + "Request"));
            Assert.That(operation.RequestType.IsSubclassOf(typeof(AmazonWebServiceRequest)), Is.True);
            Assert.That(operation.ResponseType.BaseType, Is.EqualTo(typeof(AmazonWebServiceResponse)));
        }
    }

    [TestCaseSource(typeof(Operation), nameof(Operation.Cases))]
    public void An_operation_has_the_members_of_the_model(object candidate)
    {
        Operation operation = (Operation)candidate;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ServiceModel.MembersOf(operation.RequestType), Is.EqualTo(Model.Row(operation.Section, operation.Name, '>')));
            Assert.That(ServiceModel.MembersOf(operation.ResponseType), Is.EqualTo(Model.Row(operation.Section, operation.Name, '<')));
        }
    }

    [Test]
    public void The_other_types_are_those_of_the_model()
    {
        Type[] others = [.. DataTypes.Where(type => !type.Name.EndsWith("Request", StringComparison.Ordinal) && !type.Name.EndsWith("Response", StringComparison.Ordinal))];

        Assert.That(others.Select(type => type.Name), Is.EquivalentTo(Model.NamesIn("Types")));
        using (Assert.EnterMultipleScope())
        {
            foreach (Type type in others)
            {
                Assert.That(ServiceModel.MembersOf(type), Is.EqualTo(Model.Row("Types", type.Name, '=')), type.Name);
            }
        }
    }

    [Test]
    public void Every_member_is_null_until_set()
    {
        using (Assert.EnterMultipleScope())
        {
            foreach (Type type in DataTypes)
            {
                Assert.That(Samples.Json(Activator.CreateInstance(type)!), Is.Empty, type.Name);
            }
        }
    }

    [Test]
    public void Constants_have_the_values_of_the_model()
    {
        Type[] constants = [.. ServiceModel.Assembly.GetExportedTypes().Where(type => type.BaseType == typeof(ConstantClass))];

        Assert.That(constants.Select(type => type.Name), Is.EquivalentTo(Model.NamesIn("Constants")));
        using (Assert.EnterMultipleScope())
        {
            foreach (Type type in constants)
            {
                FieldInfo[] fields = type.GetFields(BindingFlags.Static | BindingFlags.Public);
                Assert.That(fields.Select(field => ((ConstantClass)field.GetValue(null)!).Value).Order(StringComparer.Ordinal), Is.EqualTo(Model.Row("Constants", type.Name, '=')), type.Name);
                Assert.That(fields.Select(field => field.Name.ToUpperInvariant()).Order(StringComparer.Ordinal), Is.EqualTo(Model.Row("Constants", type.Name, '=').Select(value => value.ToUpperInvariant())), type.Name);
            }
        }
    }

    [Test]
    public void Every_type_is_sealed_but_the_bases() =>
        Assert.That(
            ServiceModel.Assembly.GetExportedTypes().Where(type => !type.IsSealed && !type.IsInterface).Select(type => type.Name),
            Is.EquivalentTo(new[]
            {
                "CognitoClientConfig",
                nameof(AmazonCognitoIdentityRequest), nameof(AmazonCognitoIdentityException),
                nameof(AmazonCognitoIdentityProviderRequest), nameof(AmazonCognitoIdentityProviderException),
            }));

    [Test]
    public void Only_AWSSDK_Core_is_needed() =>
        Assert.That(
            ServiceModel.Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !name.StartsWith("System.", StringComparison.Ordinal)),
            Is.EqualTo(new[] { "AWSSDK.Core" }));
}
