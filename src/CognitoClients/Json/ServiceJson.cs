using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;

namespace Amplify.CognitoClients;

/// <summary>The JSON dialect of both services over generated code: null members are left out, unknown ones skipped, times are numbers.</summary>
internal static class ServiceJson
{
    /// <summary>Makes the options of a service from its generated code.</summary>
    public static JsonSerializerOptions Create(IJsonTypeInfoResolver generated)
    {
        JsonSerializerOptions options = new()
        {
            TypeInfoResolver = generated.WithAddedModifier(RemoveMembersOfTheBase),
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // Base64 is full of '+': escaped for HTML it would grow for nothing, as this JSON never meets a browser.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new EpochSecondsJsonConverter() },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>AWS's base class describes the exchange (request id, status), which comes from the HTTP answer and never from its body.</summary>
    private static void RemoveMembersOfTheBase(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(AmazonWebServiceResponse)))
        {
            return;
        }

        for (int i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].Name is nameof(AmazonWebServiceResponse.ResponseMetadata)
                or nameof(AmazonWebServiceResponse.ContentLength)
                or nameof(AmazonWebServiceResponse.HttpStatusCode))
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
